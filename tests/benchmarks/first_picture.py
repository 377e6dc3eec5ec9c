"""How long the first picture takes after a start, and the ones after it: `python -m
tests.benchmarks.first_picture [RUNS]`. Drawn as the bot draws, in a process of its own that loads
the plotting library first; its processor time is what other work on the machine moves least.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable

import psutil

_AIM = 1.5
_SHOWN = ("poll", "oxford", "approval", "ranked", "groups")


def main(runs: int) -> int:
    """One line a run; whether the median first picture was in time."""
    # Here, since the process that draws begins with what this module imports at its top.
    from bot.app import DrawAside
    from bot.results.result_models import result_model
    from tests import samples

    labels, every = samples.labels(), samples.all_samples()
    firsts = []
    for run in range(runs):
        draw = DrawAside()
        name = _SHOWN[run % len(_SHOWN)]
        model = result_model(*every[name], labels)
        assert model is not None
        first = _timed(lambda: draw(model, labels))  # noqa: B023  # called at once
        used = sum(
            sum(child.cpu_times()[:2]) for child in psutil.Process().children(recursive=True)
        )
        second = _timed(lambda: draw(model, labels))  # noqa: B023
        draw.end()
        firsts.append(first)
        print(
            f"{name}: first {first:.2f} s ({used:.2f} s of CPU), second {second:.2f} s,"
            f" load {os.getloadavg()[0]:.1f}",
            flush=True,
        )
    median = sorted(firsts)[len(firsts) // 2]
    print(f"median of the first: {median:.2f} s; aim {_AIM} s")
    return int(median > _AIM)


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5))
