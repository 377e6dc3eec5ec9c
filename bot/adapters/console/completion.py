"""What Tab and typing offer in the terminal: commands with their words, and questions that the
article answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

_LEAST_TYPED = 3
"""Letters of a question before any is offered."""


class ChatCompleter(Completer):
    """`words` are a command's next words by its name; `questions` finds those that go with what
    has been typed.
    """

    def __init__(
        self, words: Mapping[str, Sequence[str]], questions: Callable[[str], Iterable[str]]
    ) -> None:
        self._words = words
        self._questions = questions

    def get_completions(self, document: Document, _: CompleteEvent) -> Iterable[Completion]:
        """Whole replacements of what stands before the cursor."""
        typed = document.text_before_cursor.lstrip()
        for text in self.offered(typed):
            yield Completion(text, start_position=-len(typed))

    def offered(self, typed: str) -> Iterable[str]:
        """What this may become."""
        if typed.startswith("/"):
            return self._commands(typed)
        return self._questions(typed) if len(typed) >= _LEAST_TYPED else ()

    def _commands(self, typed: str) -> list[str]:
        name, space, rest = typed[1:].partition(" ")
        if not space:
            return [f"/{word}" for word in sorted(self._words) if word.startswith(name)]
        return [f"/{name} {word}" for word in self._words.get(name, ()) if word.startswith(rest)]
