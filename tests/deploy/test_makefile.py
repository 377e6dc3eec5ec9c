"""`make` leaves no half-made environment behind, which the next run would take for a whole one."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
_WITHOUT_VENV = """#!/bin/bash
# As Debian's Python without python3-venv: it makes the folder, then fails.
if [ "$1 $2" = "-m venv" ]; then
  mkdir -p "$3/bin" && touch "$3/bin/python"
  exit 1
fi
exec python3 "$@"
"""


def test_where_venv_is_missing_nothing_is_left_and_the_cure_is_named(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "requirements.txt").touch()
    python = tmp_path / "python"
    python.write_text(_WITHOUT_VENV)
    python.chmod(0o755)

    done = subprocess.run(
        ["make", f"PYTHON={python}", ".venv/.ready"],  # noqa: S607  # whichever there is
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode != 0
    assert "apt install python3-venv" in done.stdout
    assert not (tmp_path / ".venv").exists()


_BLIND = """
import importlib, pkgutil, sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {left_out}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Missing())
import bot
for module in pkgutil.walk_packages(bot.__path__, "bot."):
    if not module.name.startswith(("bot.demo", "bot.__main__", "bot.storage.migrations")):
        importlib.import_module(module.name)
import matplotlib.backends.backend_agg
from bot.retrieval.embedding.choice import embedder
assert embedder().embed(["hello"]).any()
"""


def test_the_bot_runs_without_what_its_requirements_leave_out() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    found = re.search(r"^UNUSED := ((?:.*\\\n)*.*)$", makefile, re.MULTILINE)
    assert found
    unused = found[1].replace("\\", "").split()
    pinned = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    left_out = {name.replace("-", "_") for name in unused}

    done = subprocess.run(
        [sys.executable, "-c", _BLIND.replace("{left_out}", repr(left_out))],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert len(unused) > 10
    assert not [name for name in unused if re.search(rf"^{name}==", pinned, re.MULTILINE)]
    assert done.returncode == 0, done.stderr
