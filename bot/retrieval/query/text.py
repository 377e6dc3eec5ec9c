"""Raw chat text -> plain words: look-alike letters, markup, stretched letters and invisible
characters taken out.
"""

from __future__ import annotations

import re
import unicodedata

from bot.typed import LONGEST as LONGEST_TYPED
from bot.typed import one_line

MOST = 1200
"""Characters read of a question: eight lines of chat. The longest of 2,000 collected questions has
420.
"""
LONGEST = 100
"""Words kept of a question; a wall of text keeps its beginning and its end, where the question
mostly stands.
"""

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_MARKUP = re.compile(
    r"<(?:[@#][!&]?|a?:\w{1,40}:|/[^:<>]{1,100}:|t:-?)\d{1,20}(?::\w)?>|https?://\S+"
)
_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
# Combining marks count as letters: without its vowel signs a Hindi or Arabic word would fall apart.
_MARKS = "\u0300-\u036f\u064b-\u0652\u0670\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963"
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*(?:['’][^\W_]+)*")
# Cyrillic and Greek letters that pass for Latin ones inside a Latin word (Unicode TR39
# "confusables", the common part).
_LOOKALIKE = str.maketrans(
    "авекмнорстухіјѕԁһԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορτυχ", "abekmhopctyxijsdhqwABEZHIKMNOPTYXaiknoptux"
)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_LEET = str.maketrans("013457@$", "oieastas")


def clip(text: str) -> str:
    """A question on one line, its middle left out where it is longer than MOST, cut at blanks."""
    if len(text) > 2 * LONGEST_TYPED:
        text = f"{text[:LONGEST_TYPED]} {text[-LONGEST_TYPED:]}"
    text = one_line(text, len(text))
    if len(text) <= MOST:
        return text
    head, tail = text[: MOST // 2], text[-MOST // 2 :]
    return f"{head.rpartition(' ')[0] or head} {tail.partition(' ')[2] or tail}"


def clean(text: str) -> str:
    """NFKC, lower case, no markup, no invisible or control characters, look-alikes as Latin, white
    space folded; no longer than MOST.
    """
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", clip(text)))
    text = clip(text)  # one character may have become eighteen
    text = _MARKUP.sub(" ", text).replace("İ", "i")  # its lower case is two characters
    if not text.isascii():
        text = "".join(_latin(word) for word in re.split(r"(\s+)", text))
    text = text.lower()
    text = _STRETCHED.sub(r"\1\1", text)
    return " ".join(text.split())


def words(text: str) -> list[str]:
    """The words of a cleaned text without apostrophes, at most LONGEST of them."""
    found = [_unleet(word.replace("'", "").replace("’", "")) for word in _WORD.findall(text)]
    return found if len(found) <= LONGEST else found[: LONGEST // 2] + found[-LONGEST // 2 :]


def _latin(word: str) -> str:
    return word.translate(_LOOKALIKE) if _LATIN.search(word) else word


def _unleet(word: str) -> str:
    """`s0cial` -> `social`; figures with a unit (`36`, `1984s`, `64th`) stay."""
    if word.isalpha() or word.isdigit() or not any(c.isdigit() for c in word) or word[0].isdigit():
        return word
    return word.translate(_LEET)
