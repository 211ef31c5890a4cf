"""What a trajectory number must not be: a citizen service number."""

WEIGHTS = (9, 8, 7, 6, 5, 4, 3, 2, -1)


def is_bsn(text: str) -> bool:
    """Whether these are nine digits that pass the eleven test of a BSN (elfproef).

    One in eleven other numbers of nine digits passes as well; a municipality's own trajectory
    number of that form has to be written differently. Better that than a BSN in the monitor
    (requirements R11, D3).
    """
    digits = text.strip().replace(".", "").replace(" ", "").replace("-", "")
    if not (digits.isascii() and digits.isdigit() and len(digits) == 9):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=True))
    return total % 11 == 0 and int(digits) > 0
