"""What a screening found at the gate (R16, S59): the result of Mesis, never its questions.

Mesis is a licensed instrument. Kept is what its report says at its head: the day, who filled it in,
the profile and which modules were in it.
"""
