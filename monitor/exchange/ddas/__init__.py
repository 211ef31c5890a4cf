"""DDAS, the national exchange standard for debt counselling (version 1.0), read and written."""
