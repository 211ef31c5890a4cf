"""The demo: everything `make run` starts, in one folder of its own."""
