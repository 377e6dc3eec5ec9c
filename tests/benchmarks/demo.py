"""How often a visitor of the demo gets stuck: `python -m tests.benchmarks.demo 50`."""

from __future__ import annotations

import asyncio
import random
import sys
import time

from tests.demo import visitor

_PORT = 8774
_A_DEMO = 5
"""Visits before the demo is started anew: what was voted on scrolls out of sight by then."""


async def main(wanted: int) -> int:
    """Run so many visits; how many came to their end."""
    well = 0
    for start in range(0, wanted, _A_DEMO):
        with visitor.running(_PORT) as url:
            async with visitor.browser() as opened:
                for number in range(start, min(start + _A_DEMO, wanted)):
                    well += await _visit(opened, url, number)
    print(f"{well} of {wanted} visits without a stuck control")
    return well


async def _visit(opened: visitor.Browser, url: str, number: int) -> bool:
    began = time.perf_counter()
    try:
        async with visitor.page_of(opened, url) as page:
            await visitor.play_through(page, random.Random(number))
    except (AssertionError, visitor.Error) as error:
        print(f"visit {number}: {str(error).splitlines()[0]}", flush=True)
        return False
    print(f"visit {number}: {time.perf_counter() - began:.0f} s", flush=True)
    return True


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50
    sys.exit(asyncio.run(main(count)) < count)
