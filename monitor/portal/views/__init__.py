"""The pages of the portal. None of them needs an account or JavaScript."""
