"""Everything that can go wrong, as one tree. The wording of an error lives in `prompts/`, under its
`key`.

EyebotError              said to the user in the words of `key`, with `slots`
├── SetUpError           settings, files or database: nothing can start; `eyebot doctor` explains
│   ├── NotNowError      what keeps it from starting may pass by itself, such as a lost network
│   ├── KnowledgeError   a knowledge file is broken; carries the findings
│   └── WordingError     a prompts file lacks a key or a slot
├── DebateError          a rule of debate refuses (closed, not eligible …); the state is unchanged
└── UnavailableError     the database or Discord did not answer; nothing was recorded, try again
"""

from __future__ import annotations


class EyebotError(Exception):
    """An error with a wording key and its slots; `str()` is for the log, never for a member."""

    key = "errors.unexpected"

    def __init__(self, key: str = "", **slots: object) -> None:
        self.key = key or type(self).key
        self.slots = slots
        super().__init__(self.key)


class SetUpError(EyebotError):
    """Nothing can start until this is mended; `message` says what and how."""

    key = "errors.set_up"

    def __init__(self, message: str) -> None:
        super().__init__(message=message)
        self.args = (message,)


class NotNowError(SetUpError):
    """Trying again later may help: whoever looks after the process should start it again."""


class KnowledgeError(SetUpError):
    """A knowledge folder does not load; the message lists `file:line:column: what, and the
    cure`.
    """


class WordingError(SetUpError):
    """A prompts folder lacks a key or a slot."""


class DebateError(EyebotError):
    """A rule of debate refuses; the state is unchanged."""

    key = "errors.debate"


class UnavailableError(EyebotError):
    """The database or Discord did not answer in time; nothing was recorded."""

    key = "errors.unavailable"
