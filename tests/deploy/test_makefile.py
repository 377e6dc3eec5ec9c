"""`make` leaves no half-made environment behind, which the next run would take for a whole one."""

from __future__ import annotations

import shutil
import subprocess
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
