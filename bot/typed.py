"""What people type -> one line that any pattern may be held against: white space of every kind as
single blanks, nothing invisible, and no longer than anybody means to be read.
"""

from __future__ import annotations

import re

LONGEST = 4000
"""Characters read of anything typed: Discord's longest message. A pasted file keeps its beginning.
"""

# Letters that look like nothing (Hangul fillers, the empty Braille cell) are white space too.
_BLANK = re.compile("[\\s\x00-\x1f\x7f-\x9f\u115f\u1160\u2800\u3164\uffa0]+")
_HIDDEN = re.compile(
    "[\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_JOINERS = re.compile("[\u200c\u200d\ufe00-\ufe0f]")
_MARKS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_PILED = re.compile(f"([{_MARKS}]{{4}})[{_MARKS}]+")


def one_line(text: str, most: int = LONGEST) -> str:
    """The text on one line of at most `most` characters, cut between words where there are any.

    Joiners stay, for Persian words and emoji are written with them; of marks piled upon a letter
    four stay.
    """
    text = text[: 2 * most]  # blanks and what is hidden may be half of it
    text = _PILED.sub(r"\1", _BLANK.sub(" ", _HIDDEN.sub("", text))).strip()
    if len(text) <= most:
        return text
    head, blank, _ = text[:most].rpartition(" ")
    return head if blank and len(head) > most // 2 else text[:most]


def visible(text: str) -> str:
    """The text without what a reader doesn't see and a program may obey: terminals' escapes, and
    what turns the direction of writing. Lines and tabs stay.
    """
    return _HIDDEN.sub("", _CONTROL.sub("", text))


def bare(line: str) -> str:
    """A line without joiners and variants, which can break up an address and show nothing."""
    return _JOINERS.sub("", line)
