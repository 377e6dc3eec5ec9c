"""Tables of which each question needs some rows, read one by one from the file.

A memory map would bring a hundred kilobytes around each row into the process, and so in the end the
whole table; what is read here, the system keeps or gives up as it sees fit. Of the words and runs
of letters that are in every other question, the rows are kept.
"""

from __future__ import annotations

import os
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import finalize

import numpy as np
from numpy.typing import NDArray

_KEPT = 4_000
"""Rows kept, each some four hundred bytes; all are given up when one more is wanted."""
_SHORTER = "a file of what was learned has become shorter"


class _Table(ABC):
    """What is read from a file, and as a whole by `np.asarray`."""

    _kind: np.dtype[Any]

    @abstractmethod
    def _whole(self) -> NDArray[Any]: ...

    def __array__(
        self,
        dtype: Any = None,  # noqa: ANN401  # NumPy's protocol
        copy: bool | None = None,
    ) -> NDArray[Any]:
        return np.array(self._whole(), dtype or self._kind)


class OnDisk(_Table):
    """The rows of a mapped table of two dimensions, asked for by their numbers; `np.asarray` reads
    all. Raises OSError where the file can't be read, or has become shorter.
    """

    def __init__(self, mapped: np.memmap[Any, np.dtype[Any]]) -> None:
        self._rows, self._columns = (int(size) for size in mapped.shape)
        self._kind, self._at = mapped.dtype, mapped.offset
        self._width = self._columns * mapped.itemsize
        self._kept = np.empty((_KEPT, self._columns), self._kind)
        self._places = np.full(self._rows, -1, np.int16)
        """Where a row is kept; −1 where it isn't."""
        self._used = 0
        self._lock = Lock()
        self._file = _opened(self, str(mapped.filename))

    @property
    def dtype(self) -> np.dtype[Any]:
        """Of the numbers."""
        return self._kind

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return self._rows, self._columns

    def __len__(self) -> int:
        return self._rows

    def __getitem__(self, numbers: NDArray[np.integer] | Sequence[int]) -> NDArray[np.floating]:
        """Shape (len(numbers), columns)."""
        wanted = np.asarray(numbers)
        if len(wanted) > _KEPT:
            return np.stack([self._read(number) for number in wanted.tolist()])
        with self._lock:
            places = self._places[wanted]
            if places.size and places.min() < 0:
                self._bring(wanted)
                places = self._places[wanted]
            found: NDArray[np.floating] = self._kept[places]
            return found

    def _whole(self) -> NDArray[Any]:
        rows = [self._read(number) for number in range(self._rows)]
        return np.array(rows, self._kind).reshape(self._rows, self._columns)

    def _bring(self, wanted: NDArray[np.integer]) -> None:
        missing = np.unique(wanted[self._places[wanted] < 0])
        if self._used + len(missing) > _KEPT:
            self._places.fill(-1)
            self._used = 0
            missing = np.unique(wanted)
        # One array of all rows at once: an array a row would take as long as the reading.
        read = b"".join(map(self._bytes, missing.tolist()))
        last = self._used + len(missing)
        self._kept[self._used : last] = np.frombuffer(read, self._kind).reshape(len(missing), -1)
        self._places[missing] = np.arange(self._used, last)
        self._used = last

    def _read(self, number: int) -> NDArray[np.floating]:
        return np.frombuffer(self._bytes(number), self._kind)

    def _bytes(self, number: int) -> bytes:
        return _read(self._file, self._width, number * self._width + self._at)


class Runs(_Table):
    """An array of one dimension, `size` numbers from a place in a file on, of which many short runs
    are asked for at once.
    """

    def __init__(self, path: Path, kind: np.dtype[Any], at: int, size: int) -> None:
        self._kind, self._at, self._size = kind, at, size
        self._file = _opened(self, str(path))

    def __len__(self) -> int:
        return self._size

    def joined(self, firsts: Sequence[int], lasts: Sequence[int]) -> NDArray[Any]:
        """The runs from each first place to before each last, behind one another. Raises OSError as
        rows do.
        """
        size, at, file, read = self._kind.itemsize, self._at, self._file, os.pread
        runs = [  # a hundred a question: nothing more is done with each
            read(file, size * (last - first), size * first + at)
            for first, last in zip(firsts, lasts, strict=True)
        ]
        found = np.frombuffer(b"".join(runs), self._kind)
        if len(found) != sum(lasts) - sum(firsts):
            raise OSError(_SHORTER)
        return found

    def _whole(self) -> NDArray[Any]:
        return self.joined((0,), (self._size,))


def _opened(owner: object, name: str) -> int:
    """The file, closed with its owner."""
    file = os.open(name, os.O_RDONLY | os.O_CLOEXEC)
    finalize(owner, os.close, file)
    if hasattr(os, "posix_fadvise"):  # not on macOS
        os.posix_fadvise(file, 0, 0, os.POSIX_FADV_RANDOM)
    return file


def _read(file: int, size: int, at: int) -> bytes:
    read = os.pread(file, size, at)
    if len(read) < size:
        raise OSError(_SHORTER)
    return read
