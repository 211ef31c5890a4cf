"""What a caseworker sees of their own clients, and a team lead of a team (M-15, R66, R77)."""
