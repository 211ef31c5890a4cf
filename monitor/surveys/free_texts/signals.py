"""What clients ask for and say, told in the same transaction.

`help_asked` comes with wave=, kind= ("call_me" or "emergency") and found_in= ("button", or "text"
when the safety net found words that point at danger). `text_left` and `text_taken_back` come with
text=, a FreeText.
"""

from django.dispatch import Signal

help_asked = Signal()
text_left = Signal()
text_taken_back = Signal()
