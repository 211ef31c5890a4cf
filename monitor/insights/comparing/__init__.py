"""The old way beside the new: two groups of clients on any indicator (S13, S157, D9, R84).

Two groups are the intakes before and from a date, or two values of a registered attribute. Each
module does one thing: `material` what there is to compare, `choice` what the reader asked,
`periods` which intakes belong to which period, `sides` the two groups with equal follow-up,
`lines` the numbers and their differences, `clients` who the clients are, `finding`, `tables` and
`drawings` what is shown of it.
"""
