"""`eyebot kb fmt` brings a file into the house's form and loses nothing of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from bot.knowledge.workshop.formatting import UnknownFormError, formatted

ROOT = Path(__file__).parents[4]
_FILES = sorted(
    [
        *(ROOT / "knowledge").rglob("*.yaml"),
        *(ROOT / "tests" / "packs").rglob("*.yaml"),
        *(ROOT / "prompts" / "motions").glob("*.yaml"),
    ]
)
UNTIDY = """\
# yaml-language-server: $schema=x.json
entries:
    # the first of all
    -   id: one   # never reused
        asks:
        - "why # no"   # quoted for the sign
        # a word of its own
        - who's it
        - [a,
           b]
        title:   Who is it?
        claim: >-
            Somebody said so,
            and nobody else.
        topics: [a,
                 b, c]   # three


        cites: [
          plan:1,   # the vote
          plan:2]
    -   id: two
        follow: {why: one,
                 more: two}
# at the end
"""
TIDY = """\
# yaml-language-server: $schema=x.json
entries:
  # the first of all
  - id: one   # never reused
    title: Who is it?
    claim: >-
      Somebody said so,
      and nobody else.

    cites:
      - plan:1   # the vote
      - plan:2
    topics:
      - a
      - b   # three
      - c
    asks:
      - "why # no"   # quoted for the sign
      # a word of its own
      - who's it
      - [a, b]

  - id: two
    follow: {why: one, more: two}
# at the end
"""


def _comments(text: str) -> list[str]:
    return sorted(re.findall(r"# .*", text))


def test_an_untidy_file_becomes_tidy() -> None:
    assert formatted(UNTIDY) == TIDY


def test_a_tidy_file_stays_as_it_is() -> None:
    assert formatted(TIDY) == TIDY


@pytest.mark.parametrize("path", _FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_of_a_shipped_file_is_lost(path: Path) -> None:
    text = path.read_text("utf-8")

    tidy = formatted(text)

    assert yaml.safe_load(tidy) == yaml.safe_load(text)
    assert _comments(tidy) == _comments(text)
    assert formatted(tidy) == tidy
    # Only blanks and breaks within brackets may differ.
    assert sorted("".join(tidy.split())) == sorted("".join(text.split()))


@pytest.mark.parametrize(
    "text", ["- a\n- b\n", "{a: 1}\n", "just words\n", "a:\n  - - x\n    - y\n"]
)
def test_a_form_that_is_not_known_is_left_alone(text: str) -> None:
    with pytest.raises(UnknownFormError):
        formatted(text)
