"""A small sound knowledge folder, made anew for each test that breaks it."""

import hashlib
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
COPY = """\
[intro:1] In 2015 the Bank of Examples approved 8 pilots, it seems.
[intro:2] Rongcheng noticed nothing.
"""


def _asks(subject: str) -> str:
    return "\n".join(f"      - ask {n} about {subject} {n * n}" for n in range(12))


ROLES = ("overview", "both-sides")


def _overview(role: str) -> str:
    """An entry that a conversation is led to."""
    return f"""  - id: the-{role}
    title: What is the {role}?
    claim: Some say that there is a {role} to all of it.
    cites: [intro:1]
    voice: some-say
    certainty: stated
    topics: [whole]
    role: {role}
    asks:
{_asks(role)}
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    path = tmp_path / "copy.md"
    path.write_text(COPY)
    return path


@pytest.fixture
def article(tmp_path: Path) -> Path:
    root = tmp_path / "knowledge" / "example"
    (root / "entries").mkdir(parents=True)
    texts = [
        "in 2015 the bank of examples approved 8 pilots, it seems.",
        "rongcheng noticed nothing.",
    ]
    hashes = [hashlib.sha256(text.encode()).hexdigest() for text in texts]
    (root / "source.yaml").write_text(
        f"""title: An example
authors: [{{name: Ada}}]
sections:
  - id: intro
    heading: Introduction
    passages:
      - {{number: 1, words: 11, sha256: {hashes[0]},
         figures: ["2015", "8"], names: [Bank of Examples]}}
      - {{number: 2, words: 3, sha256: {hashes[1]}, names: [Rongcheng]}}
"""
    )
    (root / "entries" / "intro.yaml").write_text(
        f"""entries:
  - id: pilots-approved
    title: Who approved the pilots?
    claim: It seems that the Bank of Examples let eight pilots go ahead in 2015.
    cites: [intro:1]
    voice: reporting
    certainty: hedged
    hedge: seems
    topics: [pilots]
    related: [unnoticed]
    asks:
{_asks("pilots")}
  - id: unnoticed
    title: Did anyone notice?
    claim: In Rongcheng nobody noticed a thing, the article reports.
    cites: [intro:2]
    voice: reporting
    certainty: stated
    topics: [noticing]
    asks:
{_asks("noticing")}
"""
    )
    (root / "entries" / "overview.yaml").write_text("entries:\n" + "".join(map(_overview, ROLES)))
    (root / "glossary.yaml").write_text("terms:\n  - {term: pilot, synonyms: [trial]}\n")
    (root / "out_of_scope.yaml").write_text(
        "groups:\n  - {id: prices, kind: other-detail, related: unnoticed, about: 'intro:2', asks: "
        "[what did it cost in rongcheng]}\n"
    )
    write_common(tmp_path / "knowledge" / "common")
    return root


def write_common(folder: Path) -> None:
    """The files that every article needs beside it, as small as may be."""
    folder.mkdir()
    for name in ("small_talk", "off_topic", "injection"):
        (folder / f"{name}.yaml").write_text(
            f"groups:\n  - {{id: one, asks: [an ask of {name}]}}\n"
        )
    (folder / "unsafe.yaml").write_text(
        "groups:\n  - {id: self-harm, crisis: true, asks: [i want to die]}\n"
    )
    (folder / "chat_speak.yaml").write_text("words:\n  u: you\n")
    shutil.copytree(ROOT / "knowledge" / "common" / "dialogue", folder / "dialogue")
    (folder / "elsewhere.yaml").write_text("places: france\n")
