"""The house as its imports and folders show it: no circle, also none for types only, and no folder
that holds more than can be looked over.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

BOT = Path(__file__).parents[2] / "bot"
_MOST_FILES = 15
"""Besides `__init__.py`."""


def _modules() -> dict[str, Path]:
    """Every module of the program by its dotted name."""
    return {
        ".".join(path.relative_to(BOT.parent).with_suffix("").parts).removesuffix(".__init__"): path
        for path in BOT.rglob("*.py")
    }


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def _graph() -> dict[str, set[str]]:
    modules = _modules()
    packages = {name for name, path in modules.items() if path.name == "__init__.py"}
    graph: dict[str, set[str]] = {}
    for name, path in modules.items():
        found = set(_imported(ast.parse(path.read_text(encoding="utf-8"))))
        named = {one for one in found if one in modules and one != name}
        # `from package import module` names the package, too, but needs only the module.
        inside = {one.rpartition(".")[0] for one in named} & packages
        graph[name] = named - {one for one in inside if not _takes_from(path, one, modules)}
    return graph


def _takes_from(path: Path, package: str, modules: Mapping[str, Path]) -> bool:
    """Whether a file imports something of a package itself rather than a module in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == package:
            if any(f"{package}.{name.name}" not in modules for name in node.names):
                return True
        elif isinstance(node, ast.Import) and package in {name.name for name in node.names}:
            return True
    return False


def _circles(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """The strongly connected modules, by Tarjan's algorithm."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        index[name] = low[name] = len(index)
        stack.append(name)
        for other in sorted(graph[name]):
            if other not in index:
                visit(other)
                low[name] = min(low[name], low[other])
            elif other in stack:
                low[name] = min(low[name], index[other])
        if low[name] == index[name]:
            members = [stack.pop()]
            while members[-1] != name:
                members.append(stack.pop())
            found.append(sorted(members))

    for name in sorted(graph):
        if name not in index:
            visit(name)
    return [members for members in found if len(members) > 1]


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert _circles(_graph()) == []


def test_a_circle_would_be_found() -> None:
    graph = {"a": {"b"}, "b": {"c"}, "c": {"a", "d"}, "d": set()}

    assert _circles(graph) == [["a", "b", "c"]]


_FOLDERS = sorted({path.parent for path in _modules().values()})


@pytest.mark.parametrize("folder", _FOLDERS, ids=lambda one: str(one.relative_to(BOT.parent)))
def test_a_folder_can_be_looked_over(folder: Path) -> None:
    files = [path for path in folder.glob("*.py") if path.name != "__init__.py"]

    assert len(files) <= _MOST_FILES


_UNIT = Path(__file__).parent
_NESTED = sorted(path for path in _UNIT.rglob("test_*.py") if path.parent != _UNIT)


@pytest.mark.parametrize("path", _NESTED, ids=lambda one: str(one.relative_to(_UNIT)))
def test_a_test_lies_where_what_it_tests_does(path: Path) -> None:
    package = ".".join(("bot", *path.parent.relative_to(_UNIT).parts))
    of_its_folder = set(_imported(ast.parse(path.read_text("utf-8"))))

    assert any(name == package or name.startswith(f"{package}.") for name in of_its_folder)


_TREE = sorted(path for top in ("bot", "tests") for path in (BOT.parent / top).rglob("*.py"))
_WIDTH = 100


def test_no_line_is_wider_than_a_hundred_columns() -> None:
    """Also where ruff looks away, such as before a reason for an exception."""
    wide = [
        f"{path.relative_to(BOT.parent)}:{number}"
        for path in _TREE
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if len(line) > _WIDTH
    ]
    assert wide == []


def test_no_condition_lies_inside_a_condition() -> None:
    nested = [
        f"{name}:{node.lineno}"
        for name, path in _modules().items()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.IfExp)
        and any(isinstance(one, ast.IfExp) for one in ast.walk(node) if one is not node)
    ]
    assert nested == []
