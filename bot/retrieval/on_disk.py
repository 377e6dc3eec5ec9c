"""A table of which each question needs some rows, read one by one from the file.

A memory map would bring a hundred kilobytes around each row into the process, and so in the end the
whole table; what is read here, the system keeps or gives up as it sees fit. It costs half a
microsecond a row more.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any
from weakref import finalize

import numpy as np
from numpy.typing import NDArray


class OnDisk:
    """The rows of a mapped table of two dimensions, asked for by their numbers; `np.asarray` reads
    all. Raises OSError where the file can't be read, or has become shorter.
    """

    def __init__(self, mapped: np.memmap[Any, np.dtype[Any]]) -> None:
        self._rows, self._columns = (int(size) for size in mapped.shape)
        self._kind, self._at = mapped.dtype, mapped.offset
        self._width = self._columns * mapped.itemsize
        self._file = os.open(str(mapped.filename), os.O_RDONLY | os.O_CLOEXEC)
        finalize(self, os.close, self._file)
        if hasattr(os, "posix_fadvise"):  # not on macOS
            os.posix_fadvise(self._file, 0, 0, os.POSIX_FADV_RANDOM)

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
        """Shape (len(numbers), columns); read-only."""
        places = (np.asarray(numbers, np.int64) * self._width + self._at).tolist()
        file, width = self._file, self._width
        return self._shaped([os.pread(file, width, place) for place in places])

    def __array__(
        self,
        dtype: Any = None,  # noqa: ANN401  # NumPy's protocol
        copy: bool | None = None,
    ) -> NDArray[Any]:
        whole = os.pread(self._file, self._rows * self._width, self._at)
        return self._shaped([whole]).astype(dtype or self._kind)

    def _shaped(self, read: list[bytes]) -> NDArray[np.floating]:
        if any(len(one) % self._width or not one for one in read):
            raise OSError("a file of what was learned has become shorter")
        found: NDArray[np.floating] = np.frombuffer(b"".join(read), self._kind)
        return found.reshape(-1, self._columns)
