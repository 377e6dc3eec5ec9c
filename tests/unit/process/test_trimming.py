"""What a start has used and freed goes back to the machine."""

import sys

import psutil
import pytest

from bot.process.trimming import give_back


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's own")
def test_memory_that_was_freed_is_given_back() -> None:
    blocks = [bytearray(2_000) for _ in range(20_000)]  # too small to be mapped by themselves
    kept = blocks[-1]
    del blocks
    before = psutil.Process().memory_info().rss

    give_back()

    assert psutil.Process().memory_info().rss < before - 20 * 2**20
    assert len(kept) == 2_000
