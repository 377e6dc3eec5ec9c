"""Templates of debates: `motions/*.yaml` in the pack or in `prompts/`, one a file, its name the
file's.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from bot.errors import WordingError
from bot.knowledge.pack_files import yaml_files

FOLDER = "motions"


class MotionFile(BaseModel):
    """The keys a template may have. `points: article` brings the article's cited points to the two
    sides.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    motion: str
    format: str = ""
    length: str = "1d"
    options: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    points: str = ""
    live: bool = False
    choose: int = 0


@dataclass(frozen=True, slots=True)
class MotionTemplate:
    """A template by its name, and the file it stands in."""

    name: str
    place: str
    wish: MotionFile

    @property
    def has_points(self) -> bool:
        """Whether the article's points speak for the sides of this motion."""
        return self.wish.points == "article"


def read_motions(prompts: Path, pack: Path | None = None) -> tuple[MotionTemplate, ...]:
    """All templates by name: the pack's own where it has a folder of them, else those of `prompts`;
    none without either. Raises WordingError naming file, line and cure.
    """
    return tuple(read_motion(path) for path in motion_files(prompts, pack))


def motion_files(prompts: Path, pack: Path | None = None) -> list[Path]:
    """The files of the templates, in a fixed order."""
    own = pack / FOLDER if pack else prompts / FOLDER
    folder = own if own.is_dir() else prompts / FOLDER
    return yaml_files(folder)


def read_motion(path: Path) -> MotionTemplate:
    """One template. Raises WordingError naming file, line and cure."""
    try:
        text = path.read_text(encoding="utf-8")
        root, values = yaml.compose(text), yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise WordingError(
            f"{path}:{line}: not valid YAML ({error.problem}); quote the sentence or mend the "
            "indent"
        ) from error
    if not isinstance(root, yaml.MappingNode):
        raise WordingError(f"{path}:1: expected keys such as `motion: …`; see the other templates")
    lines = {str(key.value): key.start_mark.line + 1 for key, _ in root.value}
    try:
        wish = MotionFile.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0]) if first["loc"] else ""
        known = ", ".join(MotionFile.model_fields)
        raise WordingError(
            f"{path}:{lines.get(key, 1)}: {key}: {first['msg'].lower()}; the keys are {known}"
        ) from error
    if wish.points not in ("", "article"):
        raise WordingError(
            f"{path}:{lines['points']}: points: write `article` or leave the key out"
        )
    return MotionTemplate(path.stem, str(path), wish)
