"""The contract between code and `prompts/`: every key the code may say, with its slots.

`catalogue.json` is written by `python -m bot.wording.catalogue` from the project's own English
files and checked by a test against the code, so that a translated or edited folder can be held
against it at start.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from bot.errors import WordingError
from bot.wording.templates import Template, read_locale

_FILE = Path(__file__).with_name("catalogue.json")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Key -> the slots its sentence may use."""

    slots: dict[str, frozenset[str]]

    @classmethod
    def load(cls) -> Catalogue:
        """The catalogue the code was built with."""
        return cls(
            {
                key: frozenset(slots)
                for key, slots in json.loads(_FILE.read_text(encoding="utf-8")).items()
            }
        )

    def check(self, templates: dict[str, Template], folder: Path) -> None:
        """Raise WordingError listing every missing key and every slot the code does not fill."""
        problems = [
            f"{folder}: the key {key} is missing; add it"
            for key in sorted(self.slots.keys() - templates.keys())
        ]
        for key, template in templates.items():
            if key in self.slots and (unknown := template.slots - self.slots[key]):
                known = ", ".join(sorted(self.slots[key])) or "none"
                problems.append(
                    f"{template.place}: {key} uses {{{', '.join(sorted(unknown))}}}; it can use: "
                    f"{known}"
                )
        if problems:
            raise WordingError("\n".join(problems))


def main() -> None:
    """Write the catalogue anew from a prompts folder (default: ./prompts/en)."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "prompts/en")
    rows = {key: sorted(template.slots) for key, template in sorted(read_locale(folder).items())}
    _FILE.write_text(json.dumps(rows, indent=0) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(rows)} keys\n")


if __name__ == "__main__":
    main()
