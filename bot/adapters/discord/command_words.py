"""Names and descriptions of commands from `prompts/<locale>/commands.yaml`; code holds only the
English names as ids.

Keys: `commands.debate.start.name`, `.description`, `.options.motion`, `.choices.oxford`.
"""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Place

from bot.wording import Wording


def describe_commands(tree: app_commands.CommandTree[Any], wording: Wording) -> None:
    """Give every command and option its English description."""
    words = wording.under("commands")
    for command in tree.walk_commands():
        key = _key(command)
        command.description = words[f"{key}.description"].strip()
        if isinstance(command, app_commands.Command):
            texts = {
                option.name: words[f"{key}.options.{option.name}"].strip()
                for option in command.parameters
            }
            app_commands.describe(
                **{name: app_commands.locale_str(text) for name, text in texts.items()}
            )(command)


def _key(command: object) -> str:
    return str(getattr(command, "qualified_name", "")).lower().replace(" ", ".")


class CommandTranslator(app_commands.Translator):
    """Finds the words of another language; None where that language says the same or nothing."""

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording = wording
        self._read: dict[str, dict[str, str]] = {}

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """The name or description in `locale`."""
        key = _place(context)
        english = self._words("en").get(key, string.message)
        for name in (str(locale), str(locale).split("-", maxsplit=1)[0]):
            words = self._words(name).get(key, english)
            if words != english:
                return words.strip()
        named = (
            context.location in (Place.command_name, Place.group_name) and english != string.message
        )
        return english.strip() if named and str(locale).startswith("en") else None

    def _words(self, locale: str) -> dict[str, str]:
        """A language's words, read once: Discord asks for each of its 30 languages, string by
        string.
        """
        if locale not in self._read:
            self._read[locale] = self._wording.under("commands", locale)
        return self._read[locale]


def _place(context: app_commands.TranslationContextTypes) -> str:
    match context.location:
        case Place.command_name | Place.group_name:
            return f"{_key(context.data)}.name"
        case Place.command_description | Place.group_description:
            return f"{_key(context.data)}.description"
        case Place.parameter_description:
            return f"{_key(context.data.command)}.options.{context.data.name}"
        case _:
            return ""
