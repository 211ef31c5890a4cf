"""Roles, schemas and the backend that keeps a connection in one world."""
