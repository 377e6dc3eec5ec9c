"""The terminal as a newcomer meets it: a real pseudo-terminal, a pipe, and the commands around
them.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pexpect
import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def environment(tmp_path: Path, reading: object) -> dict[str, str]:
    """A fresh data folder that shares the learned model."""
    (tmp_path / "cache").symlink_to(ROOT / "var" / "cache")
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("EYEBOT_", "DISCORD_"))
    }
    return {
        **kept,
        "EYEBOT_DATA": str(tmp_path),
        "TERM": "xterm",
        "COLUMNS": "100",
        "PROMPT_TOOLKIT_NO_CPR": "1",
    }


def _eyebot(
    environment: dict[str, str], *words: str, typed: str = "", cwd: Path = ROOT
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error::DeprecationWarning:bot", "-m", "bot", *words]
    return subprocess.run(
        command,
        input=typed,
        env={**environment, "PYTHONPATH": str(ROOT)},
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=1200,
        check=False,
    )


@pytest.fixture
def terminal(environment: dict[str, str]) -> Iterator["pexpect.spawn[str]"]:
    child = pexpect.spawn(
        sys.executable,
        ["-m", "bot", "chat"],
        env=environment,
        cwd=str(ROOT),
        encoding="utf-8",
        timeout=120,
        dimensions=(40, 120),
    )
    yield child
    child.close(force=True)


def test_a_newcomer_asks_and_holds_a_debate_in_the_terminal(terminal: "pexpect.spawn[str]") -> None:
    terminal.expect("eyebot has read one article")
    terminal.send("which two predators follow information?\r")
    terminal.expect("how-far-off:18")
    terminal.send("/debate start poll 5m 1\r")
    terminal.expect("Debate 1 is on!")
    for name, choice in (
        ("alice", "for"),
        ("bob", "for"),
        ("carol", "for"),
        ("dan", "against"),
        ("eve", "for"),
    ):
        terminal.send(f"/as {name}\r")
        terminal.expect(name)
        terminal.send(f"/debate vote {choice}\r")
        terminal.expect("Counted")
    terminal.send("/as mod\r")
    terminal.send("/debate close\r")
    terminal.expect("For wins, 4 to 1")
    assert "is closed" not in str(terminal.before)
    terminal.expect("mod >")
    terminal.send("\x04")
    terminal.expect("See you")


def test_a_narrow_screen_without_colours_wraps_and_offers(environment: dict[str, str]) -> None:
    plain = {**environment, "NO_COLOR": "1", "COLUMNS": "40"}
    child = pexpect.spawn(
        sys.executable,
        ["-m", "bot", "chat"],
        env=plain,
        cwd=str(ROOT),
        encoding="utf-8",
        timeout=120,
        dimensions=(40, 40),
    )
    try:
        child.expect("you >")
        child.send("/de")
        child.expect("/debate")  # what is offered below
        child.send("\t show\r")
        child.expect("No debate is running")
        child.send("/help\r")
        child.expect("leave")
        shown = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", str(child.before))
        assert max(len(line.strip()) for line in shown.splitlines()) <= 40
        assert not re.search(r"\x1b\[(3[0-8]|9[0-7])(;[0-9]+)*m", str(child.before))
        child.send("\x04")
        child.expect("See you")
    finally:
        child.close(force=True)


def test_a_talk_is_saved_where_one_says_and_never_over_another(
    environment: dict[str, str], tmp_path: Path
) -> None:
    place = tmp_path / "talk.txt"
    typed = (
        f"who approved the company pilots?\n/debate start poll 1h 1\n/debate close\n/save {place}\n"
        f"/save {place}\n/save {tmp_path}/missing/talk.txt\n"
    )

    done = _eyebot(environment, "chat", typed=typed)

    saved = place.read_text(encoding="utf-8")
    assert saved.startswith("you > who approved the company pilots?\n")
    assert saved.count("(introduction:1)") >= 1
    assert saved.index("you > /debate close") < saved.index("Result of debate 1")
    assert f"Written to {place}." in done.stdout
    assert "I won't write over it" in done.stdout
    assert "No such file or directory" in done.stdout


def test_a_pipe_gives_plain_answers_with_their_passages(environment: dict[str, str]) -> None:
    done = _eyebot(
        environment, "chat", typed="who approved the company pilots?\nhow do i cook rice\n"
    )

    assert done.returncode == 0, done.stderr
    assert "(introduction:1)" in done.stdout
    assert "outside the article" in done.stdout
    assert "\x1b[" not in done.stdout


def test_a_debate_survives_leaving_the_terminal(environment: dict[str, str]) -> None:
    _eyebot(environment, "chat", typed="/debate start poll 1h 1\n/debate vote for\n")

    done = _eyebot(environment, "chat", typed="/debate mine\n")

    assert "you chose For" in done.stdout


def test_whoever_asks_of_the_others_is_shown_what_is_voted_on(environment: dict[str, str]) -> None:
    asked = "what do people here think?\n"
    started = "/debate start poll 1h Cash should stay.\n/debate vote for\n"

    done = _eyebot(environment, "chat", typed=f"{asked}{started}{asked}/debate close\nwho won?\n")

    before, meanwhile = done.stdout.split("Debate 1 is on!")
    running, ended = meanwhile.split("No debate has ended here yet.")
    assert "No debate is running" in before
    assert "Debate 1: Cash should stay." in running
    assert ended.count("Result of debate 1: Cash should stay.") == 2, "at the close, and when asked"


def test_ask_prints_the_machine_form(environment: dict[str, str]) -> None:
    done = _eyebot(environment, "ask", "who approved the company pilots?", "--json")

    row = json.loads(done.stdout)
    assert row["outcome"] == "answer"
    assert row["answers"][0]["citations"] == ["introduction:1"]


def test_a_broken_batch_file_is_named_with_its_line(
    environment: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"id": "1", "q": "hi"}\n{"id": \n')

    done = _eyebot(environment, "ask", "--batch", str(path), "--json")

    assert done.returncode == 1
    assert f"{path}:2: not JSON" in done.stderr
    assert "Traceback" not in done.stderr


def test_run_without_a_token_says_in_three_lines_how_to_get_one(
    environment: dict[str, str], tmp_path: Path
) -> None:
    done = _eyebot(environment, "run", cwd=tmp_path)

    assert done.returncode == 78
    assert len(done.stderr.strip().splitlines()) == 3
    assert "make chat" in done.stderr


def test_doctor_names_what_is_wrong_and_prints_no_secret(
    environment: dict[str, str], tmp_path: Path
) -> None:
    secret = "not-a-token-but-secret"
    broken = {
        **environment,
        "DISCORD_TOKEN": secret,
        "EYEBOT_DATABASE_URL": "postgresql+asyncpg://me:hunter2@127.0.0.1:1/none",
    }

    done = _eyebot(broken, "doctor")

    assert done.returncode == 1
    assert "WRONG database" in done.stdout
    assert "WRONG token" in done.stdout
    assert "hunter2" not in done.stdout + done.stderr
    assert secret not in done.stdout + done.stderr


@pytest.mark.parametrize(
    "command", [("doctor",), ("db", "check"), ("db", "upgrade"), ("db", "backup", "x")]
)
@pytest.mark.parametrize(
    "address", ["me:hunter2@127.0.0.1:1/none", "127.0.0.1:1/none?user=me&password=hunter2"]
)
def test_no_command_prints_the_databases_password(
    environment: dict[str, str], tmp_path: Path, command: tuple[str, ...], address: str
) -> None:
    """Wherever in the address it stands."""
    given = {
        **environment,
        "EYEBOT_DATABASE_URL": f"postgresql+asyncpg://{address}",
        "EYEBOT_KEYS": str(tmp_path),
    }

    done = _eyebot(given, *command, cwd=tmp_path)

    assert done.returncode == 1
    assert "hunter2" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_doctor_makes_nothing_and_says_where_no_database_is(
    environment: dict[str, str], tmp_path: Path
) -> None:
    done = _eyebot({**environment, "EYEBOT_DATA": str(tmp_path / "roots")}, "doctor")

    assert done.returncode == 1
    assert "eyebot.db: there is no database" in done.stdout
    assert "as its user" in done.stdout
    assert not (tmp_path / "roots").exists()


def test_the_version_is_told(environment: dict[str, str]) -> None:
    done = _eyebot(environment, "--version")

    assert done.returncode == 0
    assert re.fullmatch(r"eyebot \d+\.\d+\.\d+(\+checkout)?\n", done.stdout)


def test_a_settings_file_that_cannot_be_read_is_told_in_one_line(
    environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / ".env").write_bytes(b"EYEBOT_DATA=\xff\n")

    done = _eyebot(environment, "kb", "check", cwd=tmp_path)

    assert done.returncode == 1
    assert done.stderr == "eyebot: .env: is no UTF-8 text; mend its permissions, or move it away\n"


def test_every_wrong_setting_is_named_at_once(environment: dict[str, str]) -> None:
    done = _eyebot(
        {**environment, "EYEBOT_DATABASE_URL": "mysql://x", "EYEBOT_K_ANONYMITY": "1"}, "ask", "hi"
    )

    assert done.returncode == 1
    assert "EYEBOT_DATABASE_URL" in done.stderr
    assert "EYEBOT_K_ANONYMITY" in done.stderr


def test_two_articles_are_turned_between_in_the_terminal(environment: dict[str, str]) -> None:
    packs = ROOT / "knowledge" / "eye-in-the-sky", ROOT / "tests" / "packs" / "night-train"
    two = {**environment, "EYEBOT_KNOWLEDGE": ":".join(map(str, packs))}
    asked = "when did the lantern first run?\nwhat is sesame credit?\n"

    done = _eyebot(
        two,
        "chat",
        typed=f"{asked}/article\n/article zeppelin\n/article lantern\n{asked}/debate motions\n",
    )
    again = _eyebot(two, "chat", typed="when did the lantern first run?\n/article\n")

    assert done.returncode == 0, done.stderr
    before, after = done.stdout.split("Now it's about “The Lantern Might Come Back")
    assert "1  Do We All Need an Eye in the Sky?" in before
    assert "2  The Lantern Might Come Back" in before
    assert before.count("(this one)") == 1
    assert "I haven't read that one. I know: Do We All Need" in before
    assert ("(history:" in before, "Sesame Credit: a private" in before) == (False, True)
    assert ("(history:" in after, "Sesame Credit: a private" in after) == (True, False)
    assert "Harrowmere should bring back its night train." in after
    assert re.search(r"2  The Lantern.* \(this one\)", again.stdout), "the choice is kept"
    assert "(history:" in again.stdout


def test_two_articles_of_one_title_are_refused_naming_both(
    environment: dict[str, str], tmp_path: Path
) -> None:
    pack = ROOT / "tests" / "packs" / "night-train"
    shutil.copytree(pack, tmp_path / "twin")

    done = _eyebot(
        {**environment, "EYEBOT_KNOWLEDGE": f"{pack}:{tmp_path / 'twin'}"}, "chat", typed="hi\n"
    )

    assert done.returncode == 1
    assert f"{pack} and {tmp_path / 'twin'} have the same title" in done.stderr
    assert "Traceback" not in done.stderr


def test_doctor_finds_a_motion_that_no_debate_could_be_started_from(
    environment: dict[str, str], tmp_path: Path
) -> None:
    pack = tmp_path / "knowledge" / "night-train"
    shutil.copytree(ROOT / "tests" / "packs" / "night-train", pack)
    motion = pack / "motions" / "bring-it-back.yaml"
    motion.write_text(motion.read_text("utf-8").replace("format: oxford", "format: shouting"))

    done = _eyebot({**environment, "EYEBOT_KNOWLEDGE": str(pack)}, "doctor")

    assert done.returncode == 1
    assert re.search(r"WRONG prompts: .*bring-it-back", done.stdout)
