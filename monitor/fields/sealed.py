"""A sealed text: stored as ciphertext, read and written as text."""

from tenants.vault.sealing import seal, unseal


class Sealed:
    """Descriptor over a BinaryField `<name>_sealed`: `client.email = "…"` seals, reading opens.

    The ciphertext is bound to model, column and row, so it opens nowhere else. An empty text is
    stored as None.
    """

    def __set_name__(self, owner, name):
        self.name = name
        self.stored = f"{name}_sealed"

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return unseal(
            getattr(instance, self.stored), column=self._column(instance), row=instance.pk
        )

    def __set__(self, instance, text):
        sealed = seal(text, column=self._column(instance), row=instance.pk) if text else None
        setattr(instance, self.stored, sealed)

    def _column(self, instance) -> str:
        return f"{instance._meta.db_table}.{self.stored}"
