"""Municipalities and their hosts, editions, accounts and memberships (schema `public`)."""

from .accounts import Account, Membership, Role
from .editions import Edition
from .municipalities import Domain, Municipality

__all__ = ["Account", "Domain", "Edition", "Membership", "Municipality", "Role"]
