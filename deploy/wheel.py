"""Puts what `make dist` has learned into the wheel, so that what is installed from it answers
without learning first. A wheel that is built in another way learns at its first start.
"""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Found by hatchling under this name."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Add the folder, where there is one."""
        learned = Path(self.root) / "build" / "learned"
        if learned.is_dir():
            build_data["force_include"][str(learned)] = "bot/_data/learned"
