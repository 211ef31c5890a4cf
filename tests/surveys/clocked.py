"""Celery with another clock: `python -m tests.surveys.clocked MOMENT worker …` (or `beat …`).

Messages may leave on working days between ten and seven only, and a test runs whenever it runs.
So the wall clock of the process, and of the processes it forks, is moved to MOMENT and runs on
from there; the monotonic clock, by which Celery measures how long something takes, stays as it is.
Everything else is the program as production starts it.
"""

import sys
from datetime import datetime, timedelta

import time_machine
from celery.__main__ import main
from celery.beat import Scheduler

ARGUMENTS = sys.argv[1:]


class Overdue(Scheduler):
    """Beat whose entries last ran a minute ago: a test does not wait out the first half minute."""

    def setup_schedule(self):
        """The product's schedule, a minute older."""
        super().setup_schedule()
        for entry in self.schedule.values():
            entry.last_run_at -= timedelta(minutes=1)


if __name__ == "__main__":
    moment, *sys.argv[1:] = ARGUMENTS
    with time_machine.travel(datetime.fromisoformat(moment), tick=True):
        main()
