"""The worklist: what asks for a caseworker's eye today, by rules that explain themselves."""
