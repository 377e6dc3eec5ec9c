"""Words: `prompts/` -> `say(key, **slots)`; a missing key or slot fails at start, not at use."""

from bot.wording.catalogue import Catalogue
from bot.wording.speech import Wording

__all__ = ["Catalogue", "Wording"]
