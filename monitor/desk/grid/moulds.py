"""A template that is written once and copied many times.

A page of the grid has two hundred rows and some fifteen hundred cells that differ in a name, an
address and a day. To look each of these up in a template takes most of the time of the page. A
mould is a template written once with a mark in the place of every value; a copy of it has the
values, escaped, where the marks are. What is markup stands in the template alone.
"""

from collections.abc import Mapping
from html import escape

from django.template.loader import get_template
from django.utils.safestring import SafeString

# Code points for private use, which nobody's keyboard types: one for each value.
FIRST = 0xE000
MOST = 32
_TAKEN_OUT = dict.fromkeys(range(FIRST, FIRST + MOST))


class Mould:
    """The template by this name, with a mark for each of `values`.

    `pressed(**choices)` is the template with these choices and its marks; `filled(text, values)`
    puts values in the place of the marks of any text that was pressed.
    """

    def __init__(self, template: str, *values: str):
        self._template = get_template(template)
        self._marks = {name: chr(FIRST + place) for place, name in enumerate(values)}
        self._pressed: dict[tuple, str] = {}

    def pressed(self, **choices) -> str:
        """Written once for every set of choices."""
        key = tuple(choices.items())
        if key not in self._pressed:
            self._pressed[key] = self._template.render(self._marks | choices)
        return self._pressed[key]

    def filled(self, text: str, values: Mapping[str, str]) -> str:
        """`text` with these values, escaped unless they are safe; a mark in a value is left out."""
        for name, value in values.items():
            if not isinstance(value, SafeString):
                value = escape(value if value.isascii() else value.translate(_TAKEN_OUT))
            text = text.replace(self._marks[name], value)
        return text
