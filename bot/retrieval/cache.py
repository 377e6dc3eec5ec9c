"""Keeps a learned model on disk under the digest of what it was learned from, so that a start takes
milliseconds, not seconds.

Only arrays and JSON are stored (no pickles: a cache file must not be able to run code). A damaged
or unwritable cache means learning anew.
"""

from __future__ import annotations

import hashlib
import json
import os
import struct
import sys
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.knowledge.shipped import data_root
from bot.retrieval.embedding.choice import Embedder
from bot.retrieval.embedding.words import word_vectors
from bot.retrieval.examples import Scope
from bot.retrieval.model import Model, Rows, Vocabularies
from bot.retrieval.on_disk import OnDisk, Runs
from bot.retrieval.query.features import Block, Vectoriser
from bot.retrieval.query.grams import Grams
from bot.retrieval.query.lexicon import Lexicon

FORMAT = 19
"""Raised whenever features, lexicon or learning change, so that an old cache is not used."""
SHIPPED = data_root() / "learned"
"""What was learned for a release (`make dist`); a checkout has none."""
_KEPT = 4
"""Models kept of one pack."""
_SHORT = 2**16
"""Columns up to which two bytes number them."""
_HALF = 2
"""Bytes of the numbers that are only ever read some at a time."""
_NAME_AT = 26
"""Where a member's own header in a zip tells the lengths of its name and of what follows that."""
_COLUMNS, _VALUES = "_columns", "_values"
"""What the parts of a matrix end with of which a question needs some rows."""
_KEY = "[0-9a-f]" * 20


def cache_path(folder: Path, digest: str, embedding: str, pack: str) -> Path:
    """Where the model for this knowledge of a pack and these embeddings is kept."""
    return _place(folder, f"model-{pack}", f"{embedding}:{digest}")


def turns_path(folder: Path, digest: str) -> Path:
    """Where the small ranker of follow-ups is kept."""
    return _place(folder, "turns", f"turns:{digest}")


def acts_path(folder: Path, digest: str) -> Path:
    """Where the small ranker of acts is kept."""
    return _place(folder, "acts", f"acts:{digest}")


def _place(folder: Path, kind: str, learned_from: str) -> Path:
    """In the release, if it brings what was learned from just this; else in the folder."""
    key = hashlib.sha256(f"{FORMAT}:{learned_from}".encode()).hexdigest()[:20]
    name = f"{kind}-{key}.npz"
    shipped = SHIPPED / name
    return shipped if shipped.exists() else folder / name


def save(model: Model, path: Path) -> bool:
    """Write beside the final name and move into place; False where the folder cannot be written."""
    lexicon, vectoriser = model.lexicon, model.vectoriser
    plain = {
        "labels": model.labels,
        "scopes": model.scopes,
        "counts": dict(lexicon.counts),
        "abbreviations": {key: " ".join(value) for key, value in lexicon.abbreviations.items()},
        "synonyms": {" ".join(key): " ".join(value) for key, value in lexicon.synonyms.items()},
        "vocabularies": [" ".join(sorted(vocabulary)) for vocabulary in model.vocabularies],
    }
    arrays = {
        "plain": np.frombuffer(json.dumps(plain).encode(), dtype=np.uint8),
        "word": vectoriser.word.numbers.texts,
        "letter": vectoriser.letter.numbers.texts,
        "word_idf": vectoriser.word.idf,
        "letter_idf": vectoriser.letter.idf,
        "dense": model.dense,
        "bias": model.bias,
        "basis": model.basis,
        "phrasings": model.phrasings.astype(np.float16),
        "starts": model.starts,
        "numbers": model.numbers,
        **_arrays("postings", model.postings),
    }
    beside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # By themselves, for they are read where they lie on disk, some rows a question: in memory
        # they would be the largest part of the bot.
        with beside.open("wb") as file:
            np.save(file, np.asarray(model.weights, np.float16))
        beside.replace(path.with_suffix(".npy"))
        with beside.open("wb") as file:
            # Its stub takes no mapping of arrays.
            np.savez(file, **arrays)  # type: ignore[arg-type]
        beside.replace(path)
        _prune(path)
    except OSError:
        with suppress(OSError):  # a folder that can't be written lets nothing be taken away either
            beside.unlink(missing_ok=True)
        return False
    return True


def load(path: Path, embeds: Embedder, *, compares: bool = True) -> Model | None:
    """The kept model; None when there is none or it is damaged. One that compares nothing with its
    single phrasings leaves them where they lie.
    """
    try:
        return _loaded(path, embeds, compares)
    # Whatever is wrong with the files, the model can be learned anew.
    except (OSError, ValueError, TypeError, KeyError, zipfile.BadZipFile, struct.error):
        return None


def _loaded(path: Path, embeds: Embedder, compares: bool) -> Model:
    arrays = _mapped(path)
    kept = np.load(path.with_suffix(".npy"), mmap_mode="r", allow_pickle=False)
    plain = json.loads(arrays["plain"].tobytes())
    word = Block(Grams(arrays["word"]), arrays["word_idf"], 0)
    letter = Block(Grams(arrays["letter"]), arrays["letter_idf"], len(word.idf))
    return Model(
        labels=tuple(plain["labels"]),
        scopes=tuple(Scope(scope) for scope in plain["scopes"]),
        lexicon=Lexicon.of(
            # Most words are in several lexicons.
            {sys.intern(word): count for word, count in plain["counts"].items()},
            word_vectors().frequencies,
            plain["abbreviations"],
            plain["synonyms"],
        ),
        vectoriser=Vectoriser(word, letter),
        embedder=embeds,
        weights=OnDisk(kept),
        dense=arrays["dense"],
        bias=arrays["bias"],
        basis=arrays["basis"],
        phrasings=arrays["phrasings"].astype(np.float32) if compares else arrays["phrasings"],
        starts=arrays["starts"],
        numbers=arrays["numbers"],
        postings=_rows("postings", arrays),
        vocabularies=Vocabularies(plain["vocabularies"]),
    )


def _arrays(name: str, rows: Rows) -> dict[str, NDArray[Any]]:
    return {
        f"{name}_starts": rows.starts,
        f"{name}{_COLUMNS}": np.asarray(rows.columns).astype(
            np.uint16 if rows.width <= _SHORT else np.int32
        ),
        f"{name}{_VALUES}": np.asarray(rows.weights).astype(np.float16),
        f"{name}_width": np.array(rows.width),
    }


def _rows(name: str, arrays: Mapping[str, Any]) -> Rows:
    return Rows(
        arrays[f"{name}_starts"],
        arrays[f"{name}{_COLUMNS}"],
        arrays[f"{name}{_VALUES}"],
        int(arrays[f"{name}_width"]),
    )


def _mapped(path: Path) -> dict[str, Any]:
    """Every array of an uncompressed `.npz` where it lies on disk: what is never asked for, such as
    the single examples of acts, is never in memory, and the rest can be given back at any time. The
    rows of matrices are left to `Runs`.
    """
    found: dict[str, NDArray[Any] | Runs] = {}
    with zipfile.ZipFile(path) as listing, path.open("rb") as file:
        for member in listing.infolist():
            file.seek(member.header_offset + _NAME_AT)
            name, extra = struct.unpack("<HH", file.read(4))
            file.seek(name + extra, os.SEEK_CUR)
            np.lib.format.read_magic(file)
            shape, turned, kind = np.lib.format.read_array_header_1_0(file)
            if member.compress_type or turned or kind.hasobject:
                raise ValueError(f"{path.name}: {member.filename} can't be mapped")
            at = file.tell()
            array: NDArray[Any] | Runs
            if not all(shape):
                array = np.zeros(shape, kind)
            elif member.filename.removesuffix(".npy").endswith((_COLUMNS, _VALUES)):
                array = Runs(path, kind, at, shape[0])
            else:
                array = np.memmap(path, kind, "r", at, shape).view(np.ndarray)
                if at % kind.itemsize and kind.itemsize > _HALF:
                    array = array.copy()  # the maths would copy it at every use
            found[member.filename.removesuffix(".npy")] = array
    return found


def _prune(saved: Path) -> None:
    """Models of a pack's earlier knowledge are of no more use; a few stay, for whoever goes back
    and forth between two versions.
    """
    names = {saved.name.rpartition("-")[0], saved.name.partition("-")[0]}  # once without the pack
    alike = {path for name in names for path in saved.parent.glob(f"{name}-{_KEY}.npz")}
    kept = sorted(alike, key=lambda path: path.stat().st_mtime, reverse=True)
    for path in kept[_KEPT:]:
        path.unlink(missing_ok=True)
        path.with_suffix(".npy").unlink(missing_ok=True)
