"""JSON Schemas of the knowledge files, for editors that complete and check YAML while one types."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import BaseModel

from bot.knowledge.conversation import Conversation, FacetFile, LengthWords
from bot.knowledge.models import (
    ChatSpeak,
    CommonFile,
    Elsewhere,
    EntryFile,
    Glossary,
    Language,
    NearMissFile,
    OwnWords,
    PremiseFile,
    Source,
)
from bot.knowledge.turns import ActFile, TurnFile, TurnWords

_FILES: dict[str, type[BaseModel]] = {
    "source": Source,
    "entries": EntryFile,
    "glossary": Glossary,
    "out_of_scope": NearMissFile,
    "premises": PremiseFile,
    "common": CommonFile,
    "turns": TurnFile,
    "act": ActFile,
    "words": TurnWords,
    "chat_speak": ChatSpeak,
    "elsewhere": Elsewhere,
    "language": Language,
    "own_words": OwnWords,
    "facets": FacetFile,
    "conversation": Conversation,
    "lengths": LengthWords,
}


def export(folder: Path) -> list[Path]:
    """Write one schema a kind of file; returns the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, model in _FILES.items():
        path = folder / f"{name}.json"
        path.write_text(json.dumps(model.model_json_schema(), indent=1) + "\n", encoding="utf-8")
        written.append(path)
    return written
