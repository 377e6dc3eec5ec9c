"""A member's own data in the terminal, and the operator's commands on it."""

import json
from pathlib import Path

# The fixture is used by name.
from tests.terminal.test_chat import ROOT, _eyebot, environment  # noqa: F401

DEBATE = "/debate start 5m Pizza is a breakfast : yes, no\n/as alice\n/debate vote yes\n"


# The fixture.
def test_a_member_sees_and_erases_what_is_stored(environment: dict[str, str]) -> None:  # noqa: F811
    typed = DEBATE + "/privacy show\n/privacy erase\n/privacy erase yes\n/privacy show\n/privacy\n"

    said = _eyebot(environment, "chat", typed=typed).stdout

    assert said.count("- 1 answer to a vote") == 2
    assert "Type “/privacy erase yes”" in said
    assert said.index("Erased:") < said.index("Nothing is stored about you.")
    assert "/privacy show, /privacy export or /privacy erase" in said


# The fixture.
def test_the_operator_shows_and_erases_a_members_data(
    environment: dict[str, str],  # noqa: F811
) -> None:
    _eyebot(environment, "chat", typed=DEBATE)

    shown = json.loads(_eyebot(environment, "privacy", "show-user", "alice").stdout)
    erased = _eyebot(environment, "privacy", "erase-user", "alice").stdout
    after = json.loads(_eyebot(environment, "privacy", "show-user", "alice").stdout)

    assert [row["choice"] for row in shown["stored"]["ballots"]] == ["yes"]
    assert "rows erased: 1" in erased
    assert not any(after["stored"].values())


def test_the_operator_sees_what_was_asked_in_vain_without_its_words(
    environment: dict[str, str],  # noqa: F811  # the fixture
) -> None:
    _eyebot(environment, "chat", typed="how do i cook rice\nwho wrote the article?\n")

    asked = _eyebot(environment, "kb", "asked").stdout

    assert "2 questions" in asked
    assert "in vain:" in asked
    assert "rice" not in asked


def test_the_privacy_page_is_written_and_checked(
    environment: dict[str, str],  # noqa: F811  # the fixture
    tmp_path: Path,
) -> None:
    page = tmp_path / "PRIVACY.md"

    assert _eyebot(environment, "privacy", "doc", "--check").returncode == 0, (
        "run `eyebot privacy doc`"
    )
    assert "out of date" in _eyebot(environment, "privacy", "doc", str(page), "--check").stderr
    assert _eyebot(environment, "privacy", "doc", str(page)).returncode == 0
    assert page.read_text() == (ROOT / "PRIVACY.md").read_text()
    page.write_text(page.read_text().replace("24 hours", "a while"))
    assert _eyebot(environment, "privacy", "doc", str(page), "--check").returncode == 1
