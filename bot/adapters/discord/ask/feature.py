"""What asking adds to the bot: a new command is a cog here, a new button an item."""

from bot.adapters.discord.ask.argue_cog import ArgueCog
from bot.adapters.discord.ask.ask_cog import AskCog
from bot.adapters.discord.ask.ask_views import AskButton, QuestionPick, SendToMaintainers, TopicPick
from bot.adapters.discord.ask.help_cog import HelpCog
from bot.adapters.discord.ask.kb_cog import KnowledgeCog
from bot.adapters.discord.ask.unanswered import Unanswered
from bot.adapters.discord.floor.host import Host

COGS = (AskCog, HelpCog, ArgueCog, KnowledgeCog)
ITEMS = (AskButton, SendToMaintainers, TopicPick, QuestionPick)


def set_up(host: Host) -> None:
    """Give the host what asking keeps: questions that may still be sent to the maintainers."""
    unanswered = Unanswered(host.services.privacy.remembered)
    host.add(unanswered)
    host.erased.append(lambda member, _: unanswered.forget(member))
