"""Phone numbers in the form that providers take."""

import phonenumbers

HOME_REGION = "NL"


def e164(text: str) -> str:
    """`+31612345678` for any way of writing a valid number; ValueError for anything else."""
    try:
        number = phonenumbers.parse(text, HOME_REGION)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise ValueError("not a phone number")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
