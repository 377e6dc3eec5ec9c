"""Which version runs: the installed one, or what the checkout says of itself."""

from __future__ import annotations

import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PROJECT = Path(__file__).parents[2] / "pyproject.toml"


def running_version() -> str:
    """Such as `0.2.0`; `0.2.0+checkout` in a clone, which may hold more than the version did."""
    try:
        return version("eyebot")
    except PackageNotFoundError:
        pass
    try:
        project = tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]
    except (OSError, KeyError, tomllib.TOMLDecodeError):
        return "checkout"
    is_clone = (_PROJECT.parent / ".git").exists()
    return f"{project['version']}+checkout" if is_clone else str(project["version"])
