"""Rows are those of the file, whatever was asked for before them."""

from pathlib import Path

import numpy as np
import pytest

from bot.retrieval import on_disk
from bot.retrieval.on_disk import OnDisk


@pytest.fixture
def table(tmp_path: Path) -> tuple[np.ndarray, OnDisk]:
    numbers = np.random.default_rng(5).normal(size=(300, 7)).astype(np.float16)
    np.save(tmp_path / "table.npy", numbers)
    return numbers, OnDisk(np.load(tmp_path / "table.npy", mmap_mode="r"))


def test_rows_are_those_of_the_table(
    table: tuple[np.ndarray, OnDisk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(on_disk, "_KEPT", 50)  # so that rows are given up again and again
    numbers, kept = table
    drawn = np.random.default_rng(6)

    for size in (1, 20, 50, 40, 0, 120, 50, 3) * 5:
        wanted = drawn.integers(0, 300, size)
        np.testing.assert_array_equal(kept[wanted], numbers[wanted])

    np.testing.assert_array_equal(kept[[299, 0, 0]], numbers[[299, 0, 0]])
    np.testing.assert_array_equal(np.asarray(kept), numbers)
    assert (kept.shape, len(kept), kept.dtype) == ((300, 7), 300, np.float16)
