"""What a debate's own key does: it gives voters their pseudonyms and seals their answers, so that a
ballot says nothing to whoever hasn't the key.

A pseudonym is HMAC-SHA256 of the member's id. An answer is sealed with AES-256-GCM under a second
key made from the first, all to one length and bound to its voter and question, so that neither its
size nor its place tells anything and none can be put in another's place.
"""

from __future__ import annotations

import hmac
import os
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

LONGEST = 40
"""Bytes of an answer before it is sealed, all in ASCII; the rest is filled with blanks."""
_NONCE = 12


class SealBrokenError(ValueError):
    """An answer that this key has not sealed for this voter and question."""


class DebateKey:
    """The random key of one debate, so that debates cannot be joined."""

    __slots__ = ("_cipher", "secret")

    def __init__(self, secret: bytes) -> None:
        self.secret = secret
        self._cipher = AESGCM(hmac.digest(secret, b"answers", "sha256"))

    def pseudonym(self, member: str) -> bytes:
        """32 bytes that stand for the member in that debate."""
        return hmac.digest(self.secret, member.encode(), "sha256")

    def seal(self, voter: bytes, question: str, choice: str) -> bytes:
        """An answer as it is stored."""
        plain = choice.encode().ljust(LONGEST)
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, plain, voter + question.encode())

    def unseal(self, voter: bytes, question: str, sealed: bytes) -> str:
        """The answer. Raises SealBrokenError."""
        nonce, text = sealed[:_NONCE], sealed[_NONCE:]
        try:
            plain = self._cipher.decrypt(nonce, text, voter + question.encode())
        except (InvalidTag, ValueError) as error:
            raise SealBrokenError("an answer was not sealed with this debate's key") from error
        return plain.decode().rstrip()


def require_sealable(choice: str | None) -> None:
    """Raises ValueError for what is no answer or is longer than one may be."""
    if choice is not None and not (isinstance(choice, str) and len(choice.encode()) <= LONGEST):
        raise ValueError("an answer that can't be sealed")


def new_secret() -> bytes:
    """32 random bytes, for one debate."""
    return secrets.token_bytes(32)
