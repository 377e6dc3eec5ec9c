"""README and `docs/` are true: links lead somewhere, pictures are there and described, every
setting and format has its line, and the invite asks for what is named beside it.
"""

from __future__ import annotations

import re
from pathlib import Path

import discord
import pytest

from bot.debate.formats import formats
from bot.settings import Settings

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(ROOT / "docs").glob("*.md"),
        ROOT / "deploy" / "RUNBOOK.md",
        ROOT / "knowledge" / "README.md",
    ]
)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_SOURCE = re.compile(r'(?:src|srcset)="([^"]+)"')
_IMAGE = re.compile(r"<img [^>]*>")
_LONGEST = 1_000
"""Words that a newcomer reads to the end."""


def page(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def anchors(text: str) -> set[str]:
    """Headings as a code host names them in addresses."""
    heads = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_and_picture_is_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    links = (*_LINK.findall(text), *_SOURCE.findall(text))
    ours = [link for link in links if not link.startswith(("https://", "http://", "mailto:"))]

    lost = [link for link in ours if not _leads_somewhere(path, link)]

    assert lost == []


def _leads_somewhere(page_at: Path, link: str) -> bool:
    name, _, anchor = link.partition("#")
    target = page_at.parent / name if name else page_at
    if not target.exists():
        return False
    return not anchor or anchor in anchors(target.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_picture_is_described(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    for image in _IMAGE.findall(text):
        assert re.search(r'alt="[^"]{30,}"', image), image
    assert not re.search(r"!\[[^\]]{0,29}\]\(", text)


def test_a_newcomer_finishes_the_first_page() -> None:
    text = page("README.md")

    assert len(text.split()) < _LONGEST
    assert "docs/answer-desktop.png" in text
    assert "docs/result-desktop.png" in text
    targets = re.findall(r"^ {4}make (\w+)", text, re.MULTILINE)
    assert len(targets) == 2
    assert all(f"\n{target}:" in page("Makefile") for target in targets)


def test_every_page_of_docs_is_reached_from_the_first() -> None:
    found = {f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")}

    assert found <= set(_LINK.findall(page("README.md")))


def test_every_setting_has_its_line() -> None:
    table, example = page("docs/settings.md"), page(".env.example")
    names = [
        str(field.validation_alias or f"EYEBOT_{name}".upper())
        for name, field in Settings.model_fields.items()
    ]

    assert [name for name in names if f"`{name}`" not in table] == []
    assert [name for name in names if f"{name}=" not in example] == []


def test_every_format_has_its_line() -> None:
    table = page("docs/formats.md")

    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(formats())


def test_the_invite_asks_for_what_is_named_beside_it() -> None:
    text = page("README.md")
    address = re.search(r"permissions=(\d+)", text)
    named = re.search(r"The permissions are ([^.]+)\.", text)
    assert address
    assert named
    wanted = re.split(r", | and ", named[1])

    asked = [name for name, is_on in discord.Permissions(int(address[1])) if is_on]

    # Discord's words for two differ from the library's.
    named_so = {"view_channels": "view_channel", "read_message_history": "read_message_history"}
    keys = [name.lower().replace(" ", "_") for name in wanted]
    assert sorted(named_so.get(key, key) for key in keys) == sorted(
        {"read_messages": "view_channel", "send_polls": "create_polls"}.get(name, name)
        for name in asked
    )
