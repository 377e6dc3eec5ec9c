"""`eyebot kb …`, the workshop: parse, call, print; nothing else."""

import typer

from bot.cli.workshop.checking import add_checking
from bot.cli.workshop.measuring import add_measuring
from bot.cli.workshop.previewing import add_previewing
from bot.cli.workshop.reading import add_reading
from bot.cli.workshop.writing import add_writing

kb = typer.Typer(no_args_is_help=True, help="Look after the knowledge.")
for add in (add_writing, add_checking, add_measuring, add_previewing, add_reading):
    add(kb)
