"""The secret that a schema's contact fields are sealed with."""

import secrets

from django.db import models

from .declarations import declare


def new_salt() -> bytes:
    """32 random bytes."""
    return secrets.token_bytes(32)


class SchemaKey(models.Model):
    """This schema's own part of the key, one row. Losing it makes every sealed field unreadable,
    in backups too: that is how a municipality's data are shredded when it leaves."""

    salt = models.BinaryField(default=new_salt)
    created_at = models.DateTimeField(auto_now_add=True)

    data_classes = declare(plain="id salt created_at")

    def __str__(self) -> str:
        return f"Key {self.pk}"
