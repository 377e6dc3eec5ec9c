"""What a knowledge folder holds, as frozen values. Fields are documented in
`knowledge/README.md`.
"""

from bot.knowledge.models.article import (
    ENGLISH,
    Author,
    Contrast,
    Passage,
    Section,
    Source,
    Strongest,
)
from bot.knowledge.models.entries import (
    SUMMARY_OF,
    Certainty,
    Entry,
    EntryFile,
    Follow,
    Role,
    Side,
    Voice,
    once_in_role,
)
from bot.knowledge.models.knowledge import Knowledge
from bot.knowledge.models.questions import (
    AskGroup,
    CommonFile,
    CommonGroup,
    NearMisses,
    NearMissFile,
    NearMissKind,
    Premise,
    PremiseFile,
)
from bot.knowledge.models.words import ChatSpeak, Elsewhere, Glossary, Language, OwnWords, Term

__all__ = [
    "ENGLISH",
    "SUMMARY_OF",
    "AskGroup",
    "Author",
    "Certainty",
    "ChatSpeak",
    "CommonFile",
    "CommonGroup",
    "Contrast",
    "Elsewhere",
    "Entry",
    "EntryFile",
    "Follow",
    "Glossary",
    "Knowledge",
    "Language",
    "NearMissFile",
    "NearMissKind",
    "NearMisses",
    "OwnWords",
    "Passage",
    "Premise",
    "PremiseFile",
    "Role",
    "Section",
    "Side",
    "Source",
    "Strongest",
    "Term",
    "Voice",
    "once_in_role",
]
