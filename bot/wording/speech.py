"""Says a sentence by its key."""

from __future__ import annotations

from pathlib import Path

from bot.errors import WordingError
from bot.wording.catalogue import Catalogue
from bot.wording.templates import Template, read_locale


class Wording:
    """All sentences of all locales; English stands in where another locale lacks one."""

    def __init__(self, locales: dict[str, dict[str, Template]]) -> None:
        self._locales = locales

    @classmethod
    def load(cls, folder: Path) -> Wording:
        """Read `folder/<locale>/*.yaml`; raises WordingError when English lacks a key or any
        sentence has an unknown slot.
        """
        english = folder / "en"
        if not english.is_dir():
            raise WordingError(
                f"{english}: no such folder; EYEBOT_PROMPTS must name a folder that holds en/"
            )
        catalogue = Catalogue.load()
        locales = {
            path.name: read_locale(path)
            for path in sorted(folder.iterdir())
            if path.is_dir() and len(path.name) in (2, 5)
        }
        for name, templates in locales.items():
            whole = templates if name == "en" else {**locales["en"], **templates}
            catalogue.check(whole, folder / name)
        return cls(locales)

    def adopt(self, other: Wording) -> None:
        """Say everything in the words of another from now on: for edits while the bot runs."""
        self._locales = other._locales  # its own kind

    def say(self, key: str, locale: str = "en", /, **slots: object) -> str:
        """The sentence of `key` with its slots filled; raises KeyError on a key that no catalogue
        holds.
        """
        for name in (locale, locale.split("-", maxsplit=1)[0], "en"):
            if template := self._locales.get(name, {}).get(key):
                return template.text.format(**slots).strip()
        raise KeyError(key)

    def vary(self, key: str, turn: int, locale: str = "en", /, **slots: object) -> str:
        """The sentence of `key`, or of the several that stand below it one after another: `turn`
        counts how often it was said before.
        """
        try:
            return self.say(key, locale, **slots)
        except KeyError:
            names = sorted(self.under(key, locale))
            if not names:
                raise
        return self.say(f"{key}.{names[turn % len(names)]}", locale, **slots)

    def say_count(self, key: str, n: int, locale: str = "en", /, **slots: object) -> str:
        """`key.one` for 1, `key.other` else; both have the slot `n`."""
        return self.say(f"{key}.{'one' if n == 1 else 'other'}", locale, n=n, **slots)

    def under(self, prefix: str, locale: str = "en") -> dict[str, str]:
        """Raw sentences below `prefix.`, by the rest of their key: for lists of replies or
        prompts.
        """
        merged = {**self._locales["en"], **self._locales.get(locale, {})}
        start = prefix + "."
        return {
            key[len(start) :]: template.text
            for key, template in merged.items()
            if key.startswith(start)
        }
