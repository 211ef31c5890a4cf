"""The addresses of the caseload, its answers and the webhooks."""
