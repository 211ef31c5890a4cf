"""Other people's software for the same work, run beside ours. It is in no lock file of the project:
each has a virtual environment under var/, made at the first bench with a network."""
