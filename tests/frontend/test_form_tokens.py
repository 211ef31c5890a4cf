"""Each form that is posted has its token. A template that is included with `only` sees none unless
it is handed on, and then whoever presses the button is told that the page was open too long."""

import re
from pathlib import Path

from tests.servers import ROOT

TEMPLATES = ROOT / "templates"
INCLUDE = re.compile(r"""\{%\s*include\s+["']([^"']+)["']([^%]*)%\}""")
FORM = re.compile(r"<form\b.*?</form>", re.DOTALL | re.IGNORECASE)


def _sources() -> dict[str, str]:
    return {
        str(path.relative_to(TEMPLATES)): path.read_text()
        for path in Path(TEMPLATES).rglob("*.html")
    }


def test_no_form_loses_its_token_on_the_way():
    sources = _sources()
    posting = {name for name, text in sources.items() if "{% csrf_token %}" in text}
    while True:  # templates that include one of them need it too
        more = {
            name
            for name, text in sources.items()
            if any(found[1] in posting for found in INCLUDE.finditer(text))
        }
        if more <= posting:
            break
        posting |= more
    lost = [
        f"{name} includes {found[1]}"
        for name, text in sources.items()
        for found in INCLUDE.finditer(text)
        if found[1] in posting and re.search(r"\bonly\b", found[2]) and "csrf_token" not in found[2]
    ]
    assert lost == []


def test_each_form_that_is_posted_asks_for_its_token():
    without = [
        name
        for name, text in _sources().items()
        for form in FORM.findall(text)
        if re.match(r"""<form[^>]*method=["']?post""", form, re.IGNORECASE)
        and "{% csrf_token %}" not in form
    ]
    assert without == []
