"""What the log makes of a gateway that is away."""

from __future__ import annotations

import logging

import pytest

from bot.log import set_up


@pytest.fixture
def _as_it_was() -> object:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.mark.usefixtures("_as_it_was")
@pytest.mark.parametrize("as_json", [False, True])
def test_an_outage_is_one_line_and_other_errors_keep_their_traceback(
    capsys: pytest.CaptureFixture[str], *, as_json: bool
) -> None:
    set_up("INFO", as_json=as_json)
    try:
        raise TimeoutError
    except TimeoutError:
        logging.getLogger("discord.client").exception("Attempting a reconnect in %.2fs", 8.87)
        outage = capsys.readouterr().err
        logging.getLogger("bot.serve").exception("something else")

    assert "Attempting a reconnect in 8.87s (TimeoutError)" in outage
    assert "Traceback" not in outage
    assert "Traceback" in capsys.readouterr().err
