"""What happens on the worklist, told in the same transaction. Each is sent with `hit=`."""

from django.dispatch import Signal

signal_opened = Signal()
signal_decided = Signal()
signal_reopened = Signal()
