"""What would make a sound pack better: told by `kb check`, but never a reason to refuse an edit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.knowledge.files import read_file
from bot.knowledge.models import EntryFile, NearMissFile, PremiseFile
from bot.knowledge.pack_files import passed_over, yaml_files
from bot.knowledge.positions import Finding, Positions
from bot.knowledge.roles import unnamed_roles

ENOUGH_ASKS = 6
"""Asks an entry from which unseen questions are found well; below it each missing one is felt."""


ENOUGH_MISSES, ENOUGH_PREMISES = 25, 8
"""Subjects of near misses and of premises to begin with; with five far fewer are refused."""


def advise(article: Path) -> list[Finding]:
    """What an author could still do for a folder that `check` finds sound."""
    found: list[Finding] = []
    for path in yaml_files(article / "entries"):
        file = read_file(path, EntryFile)
        if isinstance(file, EntryFile):
            found += _few_asks(path, file)
    found += _few_groups(article, "out_of_scope*.yaml", NearMissFile, ENOUGH_MISSES)
    found += _few_groups(article, "premises*.yaml", PremiseFile, ENOUGH_PREMISES)
    return [*passed_over(article), *found, *unnamed_roles(article), *lacks(article)]


def lacks(article: Path) -> list[Finding]:
    """What a pack need not have, where it has none, and what stands in for it."""
    return [
        Finding(str(article / name), 1, 1, f"none here: {instead}", cure)
        for name, pattern, instead, cure in _OPTIONAL
        if not any(article.glob(pattern))
    ]


_OPTIONAL = (
    (
        "motions",
        "motions/*.yaml",
        "debates are offered those of prompts/motions, if there are any",
        "write motions about this article",
    ),
    (
        "out_of_scope.yaml",
        "out_of_scope*.yaml",
        "only the shared examples tell what it doesn't answer",
        "write near misses: questions that it nearly answers",
    ),
    (
        "premises.yaml",
        "premises*.yaml",
        "false premises are met only by chance",
        "write what members wrongly take for granted",
    ),
    (
        "golden",
        "golden/*.jsonl",
        "`eyebot kb eval` has nothing to measure",
        "have questions written by somebody who hasn't seen the asks",
    ),
)
"""Its name, the files looked for, what stands in for it, and the cure."""


def _few_asks(path: Path, file: EntryFile) -> Iterator[Finding]:
    """One line a file: a young pack has few asks everywhere, and a line for each entry would hide
    whatever else is told.
    """
    few = [(n, one) for n, one in enumerate(file.entries) if len(one.asks) < ENOUGH_ASKS]
    if not few:
        return
    listed = ", ".join(f"{entry.id} ({len(entry.asks)})" for _, entry in few)
    whose = "an entry has" if len(few) == 1 else f"{len(few)} entries have"
    yield Finding(
        str(path),
        *Positions(path).at("entries", few[0][0], "asks"),
        f"{whose} fewer than {ENOUGH_ASKS} asks: {listed}",
        "with more they are found far more often",
    )


def _few_groups(
    article: Path, pattern: str, form: type[NearMissFile | PremiseFile], enough: int
) -> list[Finding]:
    files = [(path, read_file(path, form)) for path in yaml_files(article, pattern)]
    held = [(path, len(file.groups)) for path, file in files if isinstance(file, form)]
    count = sum(size for _, size in held)
    if not held or count >= enough:
        return []
    what = f"{count} subject{'' if count == 1 else 's'} here"
    return [Finding(str(held[0][0]), 1, 1, what, f"with {enough} or more far more is refused")]
