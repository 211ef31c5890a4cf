"""Six fictional municipalities whose records give the figures published in 2021.

`generate(reference_date)` in `generator.py` is the way in; `targets.py` holds the figures.
"""
