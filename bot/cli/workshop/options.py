"""Options that several of the workshop's commands take."""

from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="The machine form.")]
