"""Reads weights where they lie on disk: a safetensors file is the length of its header, the header
as JSON, then the numbers.

The library `safetensors` copies a tensor into memory before it can be used; of these tables a
question needs a few rows.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.retrieval.on_disk import OnDisk

_TYPES: dict[str, np.dtype[np.floating]] = {"F16": np.dtype("<f2"), "F32": np.dtype("<f4")}


def read_tensors(path: Path) -> dict[str, NDArray[np.floating]]:
    """Name -> array for every tensor of 16- or 32-bit floats, mapped and not copied. Raises OSError
    and ValueError for what is no such file.
    """
    return {name: tensor.view(np.ndarray) for name, tensor in _mapped(path).items()}


def rows_of(path: Path) -> OnDisk:
    """The rows of the file's only tensor."""
    (tensor,) = _mapped(path).values()
    return OnDisk(tensor)


def _mapped(path: Path) -> dict[str, np.memmap[Any, np.dtype[np.floating]]]:
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(length))
    header.pop("__metadata__", None)
    start = 8 + length
    found: dict[str, np.memmap[Any, np.dtype[np.floating]]] = {}
    for name, tensor in header.items():
        if kind := _TYPES.get(tensor["dtype"]):
            found[name] = np.memmap(
                path, kind, "r", start + tensor["data_offsets"][0], tuple(tensor["shape"])
            )
    return found
