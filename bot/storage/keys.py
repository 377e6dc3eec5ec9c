"""Where the keys of debates are kept: outside the database, so that no copy of it, whether its log
of writes, a backup or a replica, holds what opens its ballots.

The database keeps a handle of each key. In a folder the handle is a file's name, and destroying the
file destroys the ballots wherever copies of them lie. Under a wrapping key, which several processes
share without a folder in common, the handle is the key itself, encrypted.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.errors import SetUpError
from bot.storage.sealing import DebateKey

_NAME = 16
"""Bytes of a handle that is a file's name."""
_NONCE = 12
_AT_HAND = 256
"""Keys that a process remembers: those of the debates that are voted in."""


class Keys(Protocol):
    """Keeps the keys of debates."""

    def keep(self, secret: bytes) -> bytes:
        """Keep a new one; returns its handle. It outlives a crash from then on."""

    def find(self, handle: bytes) -> bytes | None:
        """The key; None once it has been destroyed."""

    def destroy(self, handles: Iterable[bytes]) -> None:
        """Destroy these; those that are gone already are no error."""

    def destroy_old(self, before: datetime, but: Collection[bytes]) -> int:
        """Destroy all that were kept before then, but for these; how many."""


class KeyFolder:
    """A file a key, for its owner only. No name tells which debate it belongs to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, secret: bytes) -> bytes:
        """Written under another name first, so that no half of a key is ever found."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = secrets.token_bytes(_NAME)
        path = self._path(handle)
        beside = path.with_suffix(".part")
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secret)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        self._settle()
        return handle

    def find(self, handle: bytes) -> bytes | None:
        """What its file holds."""
        if len(handle) != _NAME:
            return None
        try:
            return self._path(handle).read_bytes()
        except FileNotFoundError:
            return None

    def destroy(self, handles: Iterable[bytes]) -> None:
        """Overwritten before it is deleted: many discs keep the blocks of a deleted file."""
        paths = [self._path(handle) for handle in handles if len(handle) == _NAME]
        for path in paths:
            _shred(path)
        if paths:
            self._settle()

    def destroy_old(self, before: datetime, but: Collection[bytes]) -> int:
        """Whatever else has failed, no key of an ended debate lies here for ever."""
        kept = {handle.hex() for handle in but}
        old = [
            path
            for path in (self.folder.iterdir() if self.folder.is_dir() else ())
            if path.stem not in kept and path.stat().st_mtime < before.timestamp()
        ]
        for path in old:
            _shred(path)
        return len(old)

    def _path(self, handle: bytes) -> Path:
        return self.folder / handle.hex()

    def _settle(self) -> None:
        """A folder's entries are on the disc only once the folder is."""
        with suppress(OSError):  # not every file system can
            entries = os.open(self.folder, os.O_RDONLY)
            try:
                os.fsync(entries)
            finally:
                os.close(entries)


def _shred(path: Path) -> None:
    with suppress(FileNotFoundError):
        with path.open("rb+") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()


class WrappedKeys:
    """Keys encrypted with a wrapping key that is not in the database; the first of several wraps,
    all unwrap. What another way of keeping them has kept is found there.
    """

    def __init__(self, wrapping: Sequence[bytes], before: Keys) -> None:
        self._ciphers = [AESGCM(key) for key in wrapping]
        self._before = before

    def keep(self, secret: bytes) -> bytes:
        """The handle is the key, wrapped."""
        nonce = os.urandom(_NONCE)
        return nonce + self._ciphers[0].encrypt(nonce, secret, None)

    def find(self, handle: bytes) -> bytes | None:
        """Unwrapped by whichever wrapped it."""
        if len(handle) == _NAME:
            return self._before.find(handle)
        for cipher in self._ciphers:
            with suppress(InvalidTag):
                return cipher.decrypt(handle[:_NONCE], handle[_NONCE:], None)
        return None

    def destroy(self, handles: Iterable[bytes]) -> None:
        """A wrapped key goes with its row; a copy of that opens only with the wrapping key."""
        self._before.destroy(handles)

    def destroy_old(self, before: datetime, but: Collection[bytes]) -> int:
        """Those of the former way."""
        return self._before.destroy_old(before, but)


def open_keys(folder: Path, wrapping: str = "") -> Keys:
    """The keys as the settings say: in a folder, or wrapped. Raises SetUpError."""
    lying = KeyFolder(folder)
    return WrappedKeys(_read_wrapping(wrapping), lying) if wrapping else lying


def keys_beside(file: Path | None) -> Keys:
    """In the folder `keys` beside SQLite's file; nowhere, where there is no file."""
    return KeyFolder(file.parent / "keys") if file else _Nowhere()


class _Nowhere:
    """For who only looks at a database that has no file."""

    def keep(self, secret: bytes) -> bytes:  # noqa: ARG002  # as the protocol has it
        raise SetUpError("EYEBOT_KEYS: name the folder of the debates' keys")

    def find(self, handle: bytes) -> bytes | None:  # noqa: ARG002  # as the protocol has it
        return None

    def destroy(self, handles: Iterable[bytes]) -> None:
        pass

    def destroy_old(self, before: datetime, but: Collection[bytes]) -> int:  # noqa: ARG002  # ditto
        return 0


def _read_wrapping(text: str) -> list[bytes]:
    """Wrapping keys, one a line, each 64 hexadecimal digits. Raises SetUpError."""
    try:
        found = [bytes.fromhex(line) for line in text.split()]
    except ValueError:
        found = []
    if not found or any(len(key) != 32 for key in found):
        raise SetUpError(
            "EYEBOT_WRAPPING_KEY_FILE: must hold 64 hexadecimal digits a line;"
            " `openssl rand -hex 32` makes one"
        )
    return found


class KeyRing:
    """The keys of one engine; those used last are at hand."""

    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        self._at_hand: dict[bytes, DebateKey] = {}

    def keep(self, secret: bytes) -> bytes:
        """Keep a new one; returns its handle."""
        return self.keys.keep(secret)

    def of(self, handle: bytes | None) -> DebateKey | None:
        """The key of a handle; None once it has been destroyed."""
        if handle is None:
            return None
        if (known := self._at_hand.get(handle)) is not None:
            return known
        secret = self.keys.find(handle)
        if secret is None:
            return None
        if len(self._at_hand) >= _AT_HAND:
            self._at_hand.pop(next(iter(self._at_hand)))
        return self._at_hand.setdefault(bytes(handle), DebateKey(secret))

    def destroy(self, handles: Iterable[bytes]) -> None:
        """Destroy them, here too."""
        gone = list(handles)
        for handle in gone:
            self._at_hand.pop(handle, None)
        self.keys.destroy(gone)

    def destroy_old(self, before: datetime, but: Collection[bytes]) -> int:
        """Destroy what no debate needs any more. What another process has destroyed is no longer
        at hand here either.
        """
        self._at_hand.clear()
        return self.keys.destroy_old(before, but)


OLDEST = timedelta(days=100)
"""No debate's key is needed so long after its making unless the debate is there still."""


def ring_of(connected: AsyncConnection | AsyncEngine) -> KeyRing:
    """The keys of the engine that `open_engine` opened."""
    options = (
        connected.get_execution_options()
        if isinstance(connected, AsyncEngine)
        else connected.sync_connection.get_execution_options()  # type: ignore[union-attr]  # open
    )
    ring: KeyRing = options["keys"]
    return ring
