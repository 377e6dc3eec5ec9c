"""`knowledge/README.md` tells of every command of the workshop, and of none that isn't there."""

import re
from pathlib import Path

import typer
from typer.testing import CliRunner

from bot.cli import app
from bot.cli.workshop import kb

README = (Path(__file__).parents[3] / "knowledge" / "README.md").read_text(encoding="utf-8")
_PAGES = {"preview"}
"""Commands whose output is no text."""


def _commands() -> set[str]:
    """`check`, `new entry` and so on."""
    group = typer.main.get_group(kb)
    return {
        f"{name} {inner}".strip()
        for name, command in group.commands.items()
        for inner in getattr(command, "commands", None) or [""]
    }


def test_the_table_of_commands_is_complete() -> None:
    table = README.partition("## The workshop")[2].partition("## ")[0]
    told = {name for row in re.findall(r"^\| (`.*?`) \|", table, re.MULTILINE)
            for name in re.findall(r"`([a-z ]+?)(?: [A-Z\[-].*?)?`", row)}  # fmt: skip

    assert told == _commands()


def test_only_commands_that_are_there_are_told_of() -> None:
    for name in re.findall(r"eyebot kb ([a-z]+)", README):
        assert any(command.split()[0] == name for command in _commands()), name


def test_every_command_has_a_machine_form() -> None:
    for command in sorted(_commands() - _PAGES):
        told = CliRunner().invoke(app, ["kb", *command.split(), "--help"], env={"COLUMNS": "200"})
        assert "--json" in told.stdout, command
