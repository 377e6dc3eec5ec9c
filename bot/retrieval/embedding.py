"""Static sentence embeddings: the mean of wordllama's token vectors, whose table ships in its wheel, so nothing is downloaded.

The table is read where it lies on disk, a token's row at a time: loading it through the package takes half a second and 70 MB.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Vectors = NDArray[np.float32]
WIDTH = 256


def _wheel() -> Path:
    """The package's folder, found without importing it."""
    spec = find_spec("wordllama")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("wordllama")
    return Path(spec.submodule_search_locations[0])


@cache
def _tokenizer() -> Tokenizer:
    from tokenizers import Tokenizer  # noqa: PLC0415  # only when first used

    return Tokenizer.from_file(str(_wheel() / "tokenizers" / "l2_supercat_tokenizer_config.json"))


@cache
def _table() -> NDArray[np.float16]:
    """Shape (tokens, 256). A safetensors file is the length of its header, the header as JSON, then the numbers."""
    path = _wheel() / "weights" / f"l2_supercat_{WIDTH}.safetensors"
    with path.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        (tensor,) = (one for name, one in json.loads(file.read(length)).items() if name != "__metadata__")
    if tensor["dtype"] != "F16" or tensor["shape"][1] != WIDTH:
        raise ValueError(f"{path.name}: not the table that eyebot was measured with; install the pinned wordllama")
    start = 8 + length + tensor["data_offsets"][0]
    return np.memmap(path, np.float16, "r", start, tuple(tensor["shape"]))


def embed(texts: Sequence[str]) -> Vectors:
    """Unit vectors, shape (len(texts), 256); a text without a known word gives zeros."""
    table = _table()
    vectors = np.zeros((len(texts), WIDTH), np.float32)
    for vector, encoded in zip(
        vectors, _tokenizer().encode_batch([text or " " for text in texts], add_special_tokens=False), strict=True
    ):
        if encoded.ids:
            vector[:] = table[encoded.ids].astype(np.float32).mean(axis=0)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    units: Vectors = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 1e-9)
    return units
