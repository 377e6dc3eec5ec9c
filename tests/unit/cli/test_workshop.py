"""`eyebot kb init` and `kb check` as an author types them."""

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.cli import app

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


def test_two_packs_with_one_title_are_told_at_the_source_of_the_second(
    pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    twin = pack.parent / "twin"
    shutil.copytree(pack, twin)
    monkeypatch.setenv("EYEBOT_KNOWLEDGE", f"{pack}:{twin}")

    told = CliRunner().invoke(app, ["kb", "check"])

    assert told.exit_code == 1
    assert told.stdout.startswith(
        f"{twin / 'source.yaml'}:1:1: {pack} and {twin} have the same title"
    )


def test_check_advises_without_failing(pack: Path) -> None:
    path = pack / "entries" / "writer.yaml"
    path.write_text(path.read_text().replace("      - is the author a local\n", ""))

    told = CliRunner().invoke(app, ["kb", "check"])

    assert told.exit_code == 0
    assert f"advice: {path}:17:7: an entry has fewer than 6 asks: writer (5)" in told.stdout


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("motion: ''\n", "short.yaml"),
        ("motoin: Trains.\n", "short.yaml:1:1: "),
    ],
)
def test_check_looks_at_the_packs_motions(pack: Path, text: str, wrong: str) -> None:
    (pack / "motions" / "short.yaml").write_text(text)

    told = CliRunner().invoke(app, ["kb", "check"])

    assert told.exit_code == 1
    assert wrong in told.stdout


def _rows(*words: str) -> list[dict[str, object]]:
    """The findings of `kb check --json`."""
    told = CliRunner().invoke(app, ["kb", "check", "--json", *words])
    found: dict[str, list[dict[str, object]]] = json.loads(told.stdout)
    assert (told.exit_code == 1) == bool(found["findings"])
    return found["findings"]


def test_check_in_the_machine_form_names_place_and_cure(pack: Path) -> None:
    path = pack / "entries" / "writer.yaml"
    text = path.read_text("utf-8").replace("cites: [writer:1]", "cites: [writer:1, writer:9]", 1)
    path.write_text(text)

    (found,) = _rows()

    assert found | {"line": 0, "column": 0} == {
        "file": str(path),
        "line": 0,
        "column": 0,
        "what": "writer: unknown passage writer:9",
        "cure": "cite a passage that source.yaml lists",
    }


@pytest.mark.parametrize(
    ("line", "what", "column"),
    [
        ('{"id": "X", "gold": ["plan:1"]}', "holds no question q", 1),
        ('{"id": "X", "q": "why", "gold": "plan:1"}', "gold is no list of texts", 25),
        ('{"id": "X", "q": "why", "gold": ["plan:99"]}', "gold: there is no passage plan:99", 25),
        ('{"id": "X", "q": "why"}', "says neither what answers it", 1),
        ('{"id": "X", "q": "why", "kind": "naer"}', "kind naer is none", 25),
        ('{"id": "N001", "q": "why", "kind": "near"}', "the id N001 stands in line 1 too", 2),
        ('{"id": "X", "q": "why", ', "not JSON", 25),
        ('["why"]', "not an object", 1),
        ('{"id": "X", "turns": []}', "turns holds no list", 13),
        ('{"id": "X", "turns": [{"gold": ["plan:1"]}]}', "holds no question q", 1),
        ('{"id": "X", "q": "why", "gold": ["plan:1"], "entry": ["nobody"]}', "no entry nobody", 45),
    ],
)
def test_check_looks_at_the_golden_questions(pack: Path, line: str, what: str, column: int) -> None:
    path = pack / "golden" / "in_scope.jsonl"
    count = len(path.read_text("utf-8").splitlines())
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")

    (found,) = _rows()

    assert (found["file"], found["line"], found["column"]) == (str(path), count + 1, column)
    assert what in str(found["what"])
    assert found["cure"]


def test_check_tells_of_golden_questions_that_are_none(pack: Path) -> None:
    (pack / "golden" / "later.jsonl").write_text("\n")

    assert [row["what"] for row in _rows()] == ["holds no question"]


@pytest.mark.parametrize("text", ["", "{}", '{"signals": ["a"], "mean": 1}'])
def test_check_looks_at_the_packs_calibration(pack: Path, text: str) -> None:
    (pack / "calibration.json").write_text(text)

    (found,) = _rows()

    assert found["file"] == str(pack / "calibration.json")
    assert "not a calibration" in str(found["what"])
    assert "eyebot kb calibrate" in str(found["cure"])


def test_check_tells_what_a_folder_lacks_to_be_a_pack(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EYEBOT_KNOWLEDGE", str(tmp_path))
    assert [str(row["what"]).split(":")[0] for row in _rows()] == [
        "has no source.yaml",
        "has no entries/*.yaml",
        "has no glossary.yaml",
    ]

    monkeypatch.setenv("EYEBOT_KNOWLEDGE", str(tmp_path / "nowhere"))
    assert [row["what"] for row in _rows()] == ["there is no such folder"]


def test_check_looks_at_the_sentences(
    pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prompts = shutil.copytree(ROOT / "prompts", tmp_path / "prompts")
    monkeypatch.setenv("EYEBOT_PROMPTS", str(prompts))
    path = prompts / "en" / "ask.yaml"
    path.write_text(path.read_text("utf-8") + "nonsense: Nobody says this\n", "utf-8")

    (found,) = _rows()

    assert found["what"] == "nothing says ask.nonsense"
    assert found["line"] == len(path.read_text("utf-8").splitlines())


def test_a_broken_part_does_not_hide_another(pack: Path) -> None:
    (pack / "glossary.yaml").unlink()
    (pack / "calibration.json").write_text("{}")
    (pack / "motions" / "short.yaml").write_text("motoin: Trains.\n")

    files = {Path(str(row["file"])).name for row in _rows()}

    assert files == {"glossary.yaml", "calibration.json", "short.yaml"}


def test_fmt_writes_what_is_untidy_and_tells_what_it_leaves(pack: Path) -> None:
    plan, glossary = pack / "entries" / "plan.yaml", pack / "glossary.yaml"
    whole = plan.read_text("utf-8")
    assert CliRunner().invoke(app, ["kb", "fmt"]).exit_code == 0
    assert CliRunner().invoke(app, ["kb", "fmt", "--check"]).exit_code == 0
    tidy = plan.read_text("utf-8")
    untidy = tidy.replace("      - plan in brief\n", "      # short\n      -   plan in brief\n\n\n")
    plan.write_text(untidy, "utf-8")
    glossary.write_text("terms: [\n", "utf-8")

    look = CliRunner().invoke(app, ["kb", "fmt", "--check", "--json"])
    assert plan.read_text("utf-8") == untidy
    told = CliRunner().invoke(app, ["kb", "fmt"])

    row = json.loads(look.stdout)
    assert (look.exit_code, told.exit_code) == (1, 1)
    assert row["changed"] == [str(plan)]
    assert [one["file"] for one in row["left"]] == [str(glossary)]
    assert "      # short\n      - plan in brief\n" in plan.read_text("utf-8")
    assert sorted(whole.split()) == sorted(tidy.split())
    assert glossary.read_text("utf-8") == "terms: [\n"
