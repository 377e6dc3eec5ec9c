"""`eyebot …`: parse, call, print; nothing else. Heavy parts are imported by the command that needs
them, so that a start stays quick.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.database import db
from bot.cli.privacy import privacy
from bot.cli.workshop import kb
from bot.errors import EyebotError, NotNowError, SetUpError
from bot.log import masked
from bot.process.version import running_version
from bot.settings import Settings, load_settings

app = typer.Typer(
    name="eyebot",
    no_args_is_help=True,
    invoke_without_command=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Cited answers and fair debates about one article.",
)
app.add_typer(kb, name="kb")
app.add_typer(privacy, name="privacy")
app.add_typer(db, name="db")


@app.callback()
def eyebot(
    version: Annotated[bool, typer.Option("--version", help="Which version this is.")] = False,
) -> None:
    """Cited answers and fair debates about one article."""
    if version:
        print(f"eyebot {running_version()}")
        raise typer.Exit


def main() -> None:
    """Run a command; a known error is one plain message and exit code 1, an unknown one a traceback
    without secrets.
    """
    try:
        app(standalone_mode=True)
    except SetUpError as error:
        sys.exit(masked(f"eyebot: {error}"))
    except EyebotError as error:
        sys.exit(f"eyebot: {error.key}")
    except Exception:  # noqa: BLE001  # the edge: an error's message may quote what was in scope
        sys.exit(masked(traceback.format_exc()))


def _keep_private() -> None:
    """What a running bot writes is for its own user only."""
    os.umask(0o077)


def _learning() -> None:
    print(
        "eyebot: learning the questions (once after each change of the knowledge; about half a "
        "minute)",
        file=sys.stderr,
        flush=True,
    )


@app.command()
def demo(
    port: Annotated[
        int, typer.Option(help="Where the page is served; the port after it is used as well.")
    ] = 8764,
) -> None:
    """Try the Discord bot in the browser, in a make-believe server."""
    try:
        from bot.demo.run import run_demo
    except ImportError as error:
        raise SetUpError(
            f"the demo needs {error.name}, which is not installed; `make demo` installs it"
        ) from error
    run_demo(load_settings(), _learning, lambda line: print(line, flush=True), port=port)


@app.command()
def chat() -> None:
    """Talk to the bot here: no account, token or server."""
    from bot.app import run_chat

    _keep_private()
    run_chat(load_settings(), _learning)


@app.command()
def run() -> None:
    """Start the Discord bot; exit code 78 where starting it again is no use."""
    from bot.process.shutdown import LASTING

    try:
        _run()
    except NotNowError:
        raise
    except SetUpError as error:
        print(masked(f"eyebot: {error}"), file=sys.stderr, flush=True)
        raise typer.Exit(LASTING) from None


def _run() -> None:
    from bot.serve import run_discord

    settings = load_settings()
    if settings.token() is None:
        raise SetUpError(
            "no Discord token. Make an application at the Discord developer portal, add a "
            "bot and copy its token;\n"
            "then set DISCORD_TOKEN, or DISCORD_TOKEN_FILE to a file that holds it, or write "
            "DISCORD_TOKEN=… into .env.\n"
            "`make chat` needs none of this."
        )
    _keep_private()
    run_discord(settings, _learning)


@app.command()
def health() -> None:
    """Ask the bot that runs on this machine whether it is alive (at EYEBOT_HTTP_PORT); exit code 1
    when it isn't.
    """
    from bot.maintenance import is_alive

    settings = load_settings()
    if not settings.http_port:
        sys.exit(
            "eyebot: EYEBOT_HTTP_PORT is not set, so nobody can be asked; set it to the port the "
            "bot serves its health on"
        )
    if not is_alive(settings):
        sys.exit(f"eyebot: nobody answers on port {settings.http_port}")
    print("alive")


@app.command()
def ask(
    question: Annotated[str, typer.Argument(help="The question.")] = "",
    batch: Annotated[
        Path | None, typer.Option(help="A JSONL file of questions and dialogues.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The machine form.")] = False,
    explain: Annotated[
        bool, typer.Option(help="Show candidates, signals, thresholds and the outcome.")
    ] = False,
) -> None:
    """Answer one question, or a whole file of them."""
    from bot.articles import build_ask
    from bot.clock import wall_clock
    from bot.evaluation.batch import answer_file, as_row

    service = build_ask(load_settings(), _learning)
    if batch:
        for row in answer_file(batch, service.ask):
            print(json.dumps(row, ensure_ascii=False))
        return
    if explain:
        print(service.explain(question))
        return
    reply = service.ask(question, member="terminal", place="terminal", now=wall_clock())
    if as_json:
        print(json.dumps(as_row(reply), ensure_ascii=False))
        return
    from bot.adapters.console.render import plain_text

    print(plain_text(reply, service.wording))


@app.command()
def doctor() -> None:
    """Look for what is wrong with settings, database, knowledge and token, and say how to
    mend it.
    """
    from bot.doctor import examine

    settings: Settings | None
    try:
        settings = load_settings()
    except SetUpError as error:
        sys.exit(f"settings: {error}")
    healthy = True
    for line in examine(settings):
        print(line.text)
        healthy &= line.fine
    sys.exit(0 if healthy else 1)
