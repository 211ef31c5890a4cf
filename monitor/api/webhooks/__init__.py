"""Telling other systems what happened: subscriptions, an outbox, signed messages with retry."""
