"""What a provider tells afterwards of a message that left.

Sent inside the municipality's schema, in the transaction of the report. Arguments: `provider`,
`reference` (those of the Receipt), `state` ("delivered", "failed_temporary", "failed_permanent")
and `code` (why it failed; "" when delivered).
"""

from django.dispatch import Signal

delivery_reported = Signal()
