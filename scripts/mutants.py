"""Change the statistics one operator at a time and see whether their tests notice.

`.venv/bin/python scripts/mutants.py` takes a while; `... benchmark.statistics.mean*` only runs the
mutants with such names. docs/statistics.md says why each survivor may stay.

mutmut runs in var/mutants, on a copy of the statistics and their tests alone: neither needs Django
or a database there, and nobody else's work in this checkout is touched. It leaves decorated
functions as they are, because a trampoline around an arbitrary decorator may do harm. Around a
property it does none (the property calls the trampoline), and half of these classes are
properties; so those are let in here.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import libcst
from mutmut.mutation import file_mutation
from mutmut.mutation.file_mutation import MutationVisitor

ROOT = Path(__file__).resolve().parents[1]
PLACE = ROOT / "var" / "mutants"
COPIED = (
    "pyproject.toml",
    "benchmark/__init__.py",
    *(str(path.relative_to(ROOT)) for path in (ROOT / "benchmark/statistics").glob("*.py")),
    *(str(path.relative_to(ROOT)) for path in (ROOT / "tests/benchmark").glob("test_statistics*")),
)
# Every run the same examples, no verdict by the clock, and no time spent on a smaller example.
CONFTEST = """
from hypothesis import HealthCheck, Phase, settings

settings.register_profile(
    "mutants",
    database=None,
    deadline=None,
    derandomize=True,
    max_examples=30,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
settings.load_profile("mutants")
"""
PROPERTIES = ("property", "cached_property")


def main(names: list[str]) -> None:
    """Copy, run all mutants or those with `names`, and print every one that was not killed; the
    exit status is 1 when there is one."""
    prepare()
    let_properties_in()
    os.chdir(PLACE)
    sys.path.insert(0, str(PLACE))
    from mutmut.__main__ import cli

    cli(["run", "--max-children", "1", *names], standalone_mode=False)
    done = subprocess.run(
        [sys.executable, "-m", "mutmut", "results"], check=True, capture_output=True, text=True
    )
    left = [line for line in done.stdout.splitlines() if line and "not checked" not in line]
    print(*left, f"{len(left)} not killed", sep="\n")
    sys.exit(bool(left))


def prepare() -> None:
    """A fresh copy: a verdict of an earlier run does not know of changed tests."""
    shutil.rmtree(PLACE, ignore_errors=True)
    for name in COPIED:
        (PLACE / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, PLACE / name)
    (PLACE / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n")
    (PLACE / "conftest.py").write_text(CONFTEST)


def let_properties_in() -> None:
    """Mutate what stands under @property and @cached_property, too.

    The trampoline keeps the decorator; the copies it calls must be plain functions.
    """
    skips = MutationVisitor._skip_node_and_children
    arrange = file_mutation.function_trampoline_arrangement

    def skip(self, node) -> bool:
        return not is_property(node) and skips(self, node)

    def arrangement(function, mutants, class_name):
        before, (trampoline, *copies), after, names = arrange(function, mutants, class_name)
        if is_property(function):
            copies = [copy.with_changes(decorators=[]) for copy in copies]
        return before, [trampoline, *copies], after, names

    MutationVisitor._skip_node_and_children = skip
    file_mutation.function_trampoline_arrangement = arrangement


def is_property(node: libcst.CSTNode) -> bool:
    """Whether this is a function whose one decorator makes a property of it."""
    if not isinstance(node, libcst.FunctionDef) or len(node.decorators) != 1:
        return False
    decorator = node.decorators[0].decorator
    return isinstance(decorator, libcst.Name) and decorator.value in PROPERTIES


if __name__ == "__main__":
    main(sys.argv[1:])
