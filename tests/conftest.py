"""What all tests share: the project's own article, learned once a session and kept between sessions
under `var/`.
"""

import os
from pathlib import Path

import hypothesis
import pytest

from bot.articles import Reading, build_reading
from bot.services.asking.ask import AskService
from bot.settings import load_settings
from tests import processes

ROOT = Path(__file__).parents[1]
# Also for the processes that tests start: learning takes longer than any of them.
os.environ.setdefault("EYEBOT_CACHE", str(ROOT / "var" / "cache"))


# An example that takes long says that the machine is busy, not that the code is wrong.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


def pytest_configure(config: pytest.Config) -> None:
    """Processes are marked before any is started, also those of parallel workers."""
    if not hasattr(config, "workerinput"):
        processes.mark_run()
    processes.end_on_sigterm()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A run that leaves a process running fails. Parallel workers have ended by now."""
    if hasattr(session.config, "workerinput"):
        return
    for line in processes.end_leftovers():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        reporter.write_line(f"\nFAILED: a process was left running: {line}", red=True)


@pytest.fixture(scope="session")
def reading() -> Reading:
    """Knowledge, ranker and words as `make chat` uses them."""
    return build_reading(load_settings(data=ROOT / "var"))


@pytest.fixture
def ask(reading: Reading) -> AskService:
    """A service that has talked to nobody yet."""
    from bot.knowledge.loader import load_languages

    return AskService(
        reading.knowledge,
        reading.retriever,
        reading.wording,
        lambda: load_languages(ROOT / "knowledge" / "eye-in-the-sky"),
    )
