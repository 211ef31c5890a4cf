"""`python -m benchmarks [NAME …]`: run all, or those named. docs/performance.md tells how to read
the lines."""

import importlib
import sys

from .measure import HEAD
from .world import World

NAMES = (
    "provisioning",
    "answering",
    "grid",
    "contributing",
    "all_contributions",
    "pages",
    "documents",
    "sending",
    "importing",
)


def main(names: list[str]) -> None:
    """Print a line per comparison."""
    if unknown := set(names) - set(NAMES):
        raise SystemExit(
            f"No bench named {', '.join(sorted(unknown))}; there are: {', '.join(NAMES)}."
        )
    with World.started() as world:
        print(HEAD, flush=True)  # noqa: T201 - a program for a terminal
        for name in names or NAMES:
            world.leave()
            for line in importlib.import_module(f"benchmarks.{name}").run(world):
                print(line, flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1:])
