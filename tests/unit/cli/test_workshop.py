"""`eyebot kb init` and `kb check` as an author types them."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app
from bot.errors import WordingError

ROOT = Path(__file__).parents[3]
PACK = ROOT / "tests" / "packs" / "night-train"


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the second pack, in force."""
    folder = tmp_path / PACK.name
    shutil.copytree(PACK, folder)
    monkeypatch.setenv("EYEBOT_KNOWLEDGE", str(folder))
    return folder


def test_a_new_pack_is_told_in_the_machine_form(tmp_path: Path) -> None:
    told = CliRunner().invoke(
        app, ["kb", "init", str(PACK / "article.md"), str(tmp_path / "pack"), "--json"]
    )

    row = json.loads(told.stdout)
    assert told.exit_code == 0
    assert (row["sections"], row["passages"]) == (8, 35)
    assert row["to_fill"] > 35
    assert all(Path(path).is_file() for path in row["files"])


def test_a_new_pack_lies_below_knowledge_unless_told_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    told = CliRunner().invoke(app, ["kb", "init", str(PACK / "article.md")])

    assert told.exit_code == 0
    assert (tmp_path / "knowledge" / "lantern-might-come-back" / "source.yaml").is_file()
    assert "EYEBOT_KNOWLEDGE=knowledge/lantern-might-come-back eyebot kb check" in told.stdout


def test_check_says_that_a_sound_pack_is_sound(pack: Path) -> None:
    told = CliRunner().invoke(app, ["kb", "check", "--article", str(PACK / "article.md")])

    assert (told.exit_code, told.stdout) == (0, "eyebot: the knowledge is sound\n")


def test_check_advises_without_failing(pack: Path) -> None:
    path = pack / "entries" / "writer.yaml"
    path.write_text(path.read_text().replace("      - is the author a local\n", ""))

    told = CliRunner().invoke(app, ["kb", "check"])

    assert told.exit_code == 0
    assert f"advice: {path}:17:7: writer: has 5 asks" in told.stdout


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("motion: ''\n", "short.yaml"),
        ("motoin: Trains.\n", "short.yaml:1: "),
        ("", "short.yaml:1: "),
    ],
)
def test_check_looks_at_the_packs_motions(pack: Path, text: str, wrong: str) -> None:
    (pack / "motions" / "short.yaml").write_text(text)

    told = CliRunner().invoke(app, ["kb", "check"])

    assert isinstance(told.exception, WordingError)
    assert wrong in str(told.exception)
