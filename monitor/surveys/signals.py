"""What happened to questionnaires, told to the packages above while it is followed up."""

from django.dispatch import Signal

waves_submitted = Signal()  # with waves=, a list
