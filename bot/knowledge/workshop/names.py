"""The names of an article, as whole names: "Tallis Junction", not "Tallis" and "Junction"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from bot.knowledge.passages import names_in, without_titles

_TOKEN = re.compile(r"[^\W\d_][\w'.&-]*")
_BEGINS = re.compile(r"(?:^|[.!?:])[\"'(]*\s*[\"'(\[]*$")
_FOLD = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})


class NameReader:
    """Reads names in the light of the whole article: a word that also stands there in lower case
    begins a sentence, not a name.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        texts = [without_titles(text.translate(_FOLD)) for text in texts]
        self._small = {
            word
            for text in texts
            for word in re.findall(r"\b[^\W\d_][\w'-]*", text)
            if word[0].islower()
        }
        self._known = {name for text in texts for name in names_in(text)}

    def names(self, text: str) -> list[str]:
        """The names of one passage, in order of first appearance."""
        folded = without_titles(re.sub(r"https?://\S+", "", text.translate(_FOLD)))
        runs, open_run = list[list[str]](), False
        end = -1
        for token in _TOKEN.finditer(folded):
            bare = re.sub(r"'s$|[.'&-]+$", "", token[0])
            begins = bool(_BEGINS.search(folded[: token.start()]))
            if not self._is_name(bare, begins):
                open_run = open_run and token[0] == "of"
                continue
            gap = folded[end : token.start()] if open_run else ""
            if gap in (" ", " of "):
                runs[-1] += [*gap.split(), bare]
            else:
                runs.append([bare])
            open_run, end = bare == token[0], token.end()
        kept = (run for run in runs if any(word in self._known for word in run))
        return list(dict.fromkeys(" ".join(run) for run in kept))

    def _is_name(self, word: str, begins: bool) -> bool:
        """Whether a word is (part of) a name; at the beginning of a sentence a capital says
        little.
        """
        if word not in self._known and not (begins and word[:1].isupper()):
            return False
        return not begins or word.lower() not in self._small
