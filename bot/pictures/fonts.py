"""Which fonts a picture is set in, and what is drawn of characters none of them has."""

from __future__ import annotations

from functools import cache

_WANTED = (
    "DejaVu Sans",
    "Noto Sans CJK JP",
    "Noto Sans CJK SC",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
    "Noto Sans Devanagari",
    "Noto Emoji",
)
"""The first ships with matplotlib; the others serve where the host has them."""

_MISSING = "▯"


@cache
def families() -> list[str]:
    """The wanted fonts that are installed, in order: each draws what those before it lack."""
    # A quarter of a second that a bot without pictures need not spend.
    from matplotlib import font_manager  # noqa: PLC0415

    installed = {font.name for font in font_manager.fontManager.ttflist}
    return [name for name in _WANTED if name in installed]


@cache
def _characters() -> frozenset[int]:
    from matplotlib import font_manager  # noqa: PLC0415  # as above

    fonts = [font_manager.get_font(font_manager.findfont(name)) for name in families()]
    return frozenset(code for font in fonts for code in font.get_charmap())


def drawable(text: str) -> str:
    """One line of text with runs of characters that no font has shown as one box each, instead of a
    warning and many boxes.
    """
    known = _characters()
    shown: list[str] = []
    for char in " ".join(text.split()):
        if ord(char) in known:
            shown.append(char)
        elif char.isprintable() and not char.isspace() and shown[-1:] != [_MISSING]:
            shown.append(_MISSING)
    return "".join(shown)
