"""A voter's pseudonym: HMAC-SHA256 of the member's id under the random key of one debate, so that
debates cannot be joined.
"""

from __future__ import annotations

import hmac
import secrets


def new_key() -> bytes:
    """32 random bytes, for one debate."""
    return secrets.token_bytes(32)


def pseudonym(key: bytes, member: str) -> bytes:
    """32 bytes that stand for the member in that debate."""
    return hmac.digest(key, member.encode(), "sha256")
