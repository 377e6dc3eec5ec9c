"""One YAML file, read strictly: what YAML itself would swallow (a key that stands twice, the end of
a line behind `#`) is told with its place and cure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from bot.knowledge.pack_files import LARGEST_FILE
from bot.knowledge.positions import Finding

_ELSEWHERE = "restore it, or point EYEBOT_KNOWLEDGE elsewhere"
_RESTORE = dict.fromkeys(
    ("common", "dialogue"),
    "restore it from the project's knowledge/common, which every article needs",
)
"""The cure of a missing file, by its folder."""
_LISTS = ("asks", "synonyms", "statements", "words", "accept")
"""Lists of sentences: behind an item, `#` is meant as a sign more often than as a comment."""
_COMMENT = re.compile(r"\s+(#.*)$")


def parse(path: Path) -> tuple[object, list[Finding]]:
    """What a file holds, and what is wrong with it as YAML; with findings, what it holds is
    None.
    """
    name = str(path)
    try:
        if (size := path.stat().st_size) > LARGEST_FILE:
            what, cure = f"is {size / 1e6:.0f} MB large", "split it; 4 MB is the most"
        else:
            return _read(path.read_text(encoding="utf-8"), name)
    except yaml.MarkedYAMLError as error:
        return None, [_broken(name, error)]
    except FileNotFoundError:
        what, cure = "the file is missing", _RESTORE.get(path.parent.name, _ELSEWHERE)
    except OSError as error:
        what = f"cannot be read ({error.strerror})"
        cure = "remove the link" if path.is_symlink() else "mend its permissions"
    except UnicodeDecodeError:
        what, cure = "is not UTF-8 text", "save it as UTF-8"
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        # A control character, a date that is none, brackets by the thousand: none has a mark.
        what = f"not valid YAML ({str(error).splitlines()[0]})"
        cure = "take the character out, or quote the text"
    return None, [Finding(name, 1, 1, what, cure)]


def _broken(name: str, error: yaml.MarkedYAMLError) -> Finding:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    what = f"not valid YAML ({error.problem})"
    return Finding(name, line, column, what, "quote the text or mend the indent")


def _read(text: str, name: str) -> tuple[object, list[Finding]]:
    loader = yaml.CSafeLoader(text)  # the C twin of safe_load
    try:
        root = loader.get_single_node()
        if root is None:
            return None, [Finding(name, 1, 1, "is empty", "write into it, or delete it")]
        if findings := sorted(_swallowed(root, name, text.splitlines())):
            return None, findings
        return loader.construct_document(root), []
    finally:
        loader.dispose()


def _swallowed(node: yaml.Node, name: str, lines: list[str], key: str = "") -> Iterator[Finding]:
    if isinstance(node, yaml.MappingNode):
        yield from _twice(node, name)
        for inner, value in node.value:
            yield from _swallowed(value, name, lines, str(inner.value))
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _swallowed(value, name, lines)
            if key in _LISTS and not node.flow_style:
                yield from _behind(value, name, lines)


def _twice(node: yaml.MappingNode, name: str) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for key, _ in node.value:
        word, line = str(key.value), key.start_mark.line + 1
        if word in seen:
            what = f"{word} stands twice, first in line {seen[word]}; only the last would count"
            yield Finding(name, line, key.start_mark.column + 1, what, "join the two")
        seen.setdefault(word, line)


def _behind(value: yaml.Node, name: str, lines: list[str]) -> Iterator[Finding]:
    """What stands behind an item and is taken for a comment."""
    mark = value.end_mark
    if not isinstance(value, yaml.ScalarNode) or value.style or mark.line >= len(lines):
        return
    if found := _COMMENT.match(lines[mark.line][mark.column :]):
        what = f"“{found[1]}” is taken for a comment"
        yield Finding(
            name, mark.line + 1, mark.column + 1, what, "quote the whole line, or take it out"
        )
