"""What all values of a knowledge folder are made of: frozen, with no room for unknown fields."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Locator = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+:[1-9]\d*$")]
Ask = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=400)]


class Frozen(BaseModel):
    """The base of them all."""

    model_config = ConfigDict(frozen=True, extra="forbid")
