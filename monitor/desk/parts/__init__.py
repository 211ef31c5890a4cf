"""The parts of the client page, each in words and ready to print."""
