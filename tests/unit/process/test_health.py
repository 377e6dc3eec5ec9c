"""A look at the bot's health costs little and tells the truth."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from bot.process.health import answers, named_port

ROOT = Path(__file__).parents[3]


class Alive(BaseHTTPRequestHandler):
    """Answers as the bot does."""

    def do_GET(self) -> None:
        self.send_response(200 if self.path == "/healthz" else 404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    """Where one is alive."""
    server = HTTPServer(("127.0.0.1", 0), Alive)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


def look(port: int) -> subprocess.CompletedProcess[str]:
    """`eyebot health`, and what it has loaded by then."""
    program = (
        "import runpy, sys; sys.argv = ['bot', 'health']\n"
        "try: runpy.run_module('bot', run_name='__main__')\n"
        "finally: print(*sorted(name for name in sys.modules if '.' not in name))"
    )
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        env={**os.environ, "EYEBOT_HTTP_PORT": str(port), "EYEBOT_HTTP_HOST": "::"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_bot_that_answers_is_alive_and_nothing_of_it_is_loaded(port: int) -> None:
    done = look(port)

    assert done.returncode == 0
    assert done.stdout.startswith("alive\n")
    assert not {"pydantic", "sqlalchemy", "typer", "numpy", "discord"} & set(done.stdout.split())


def test_nobody_there_is_told_with_the_port(port: int) -> None:
    done = look(port + 1)

    assert done.returncode == 1
    assert f"nobody answers on port {port + 1}" in done.stderr


def test_where_it_listens_everywhere_it_is_asked_here(port: int) -> None:
    assert answers("::", port)
    assert answers("127.0.0.1", port)
    assert not answers("127.0.0.1", port + 1)


@pytest.mark.parametrize(("written", "port"), [("8080", 8080), ("", 0), ("no number", 0)])
def test_a_port_is_read_from_the_environment(
    written: str, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EYEBOT_HTTP_PORT", written)

    assert named_port() == port
