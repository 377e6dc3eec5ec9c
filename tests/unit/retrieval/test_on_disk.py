"""Rows are those of the file, whatever was asked for before them."""

from pathlib import Path

import numpy as np
import pytest

from bot.retrieval import on_disk
from bot.retrieval.on_disk import OnDisk, Runs


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


def test_runs_are_those_of_the_array(tmp_path: Path) -> None:
    numbers = np.arange(1_000, dtype=np.uint16) * 3
    (tmp_path / "run").write_bytes(b"head" + numbers.tobytes())
    runs = Runs(tmp_path / "run", numbers.dtype, 4, len(numbers))

    found = runs.joined((7, 0, 500, 9), (10, 0, 1_000, 10))

    np.testing.assert_array_equal(
        found, np.concatenate([numbers[7:10], numbers[500:1_000], numbers[9:10]])
    )
    np.testing.assert_array_equal(np.asarray(runs), numbers)
    assert len(runs) == 1_000


def test_a_run_that_a_shortened_file_lacks_is_told(tmp_path: Path) -> None:
    (tmp_path / "run").write_bytes(bytes(10))
    runs = Runs(tmp_path / "run", np.dtype(np.uint16), 0, 6)

    with pytest.raises(OSError, match="shorter"):
        runs.joined((0,), (6,))
