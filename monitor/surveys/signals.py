"""What happened to questionnaires, told to the packages above in the same transaction."""

from django.dispatch import Signal

wave_submitted = Signal()  # with wave=
