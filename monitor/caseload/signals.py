"""What happened in a caseload, told to the packages above in the same transaction.

Each is sent with `trajectory=`, except participation, which is sent with `client=`. A receiver
that raises undoes the whole act: nobody is surveyed after an ending that "almost" succeeded.
"""

from django.dispatch import Signal

trajectory_started = Signal()
trajectory_ended = Signal()  # with ending=
trajectory_reopened = Signal()
pause_changed = Signal()
milestone_reached = Signal()  # with milestone=
milestone_revoked = Signal()  # with milestone=
participation_changed = Signal()  # with client=, participation=
contact_changed = Signal()  # with client=
client_joined = Signal()  # with client=
client_left = Signal()  # with client=
