"""What happens on the worklist, told in the same transaction. Each is sent with `hit=`.

`signal_reopened`: it stands on the list again, because the client is not content or a colleague put
it back.
"""

from django.dispatch import Signal

signal_opened = Signal()
signal_decided = Signal()
signal_reopened = Signal()
