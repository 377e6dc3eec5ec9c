"""What asking adds to the bot: a new command is a cog here, what a new button does a row of its
module's `ACTS`.
"""

from bot.adapters.discord.ask import answering, feedback
from bot.adapters.discord.ask.argue_cog import ArgueCog
from bot.adapters.discord.ask.article_cog import ArticleCog
from bot.adapters.discord.ask.ask_cog import AskCog
from bot.adapters.discord.ask.buttons import Acts, AskButton, AskMenu, FormerButton
from bot.adapters.discord.ask.mention_cog import MentionCog
from bot.adapters.discord.ask.questions import Questions
from bot.adapters.discord.ask.reading import quiz_cog, read_cog
from bot.adapters.discord.ask.reading.quiz_cog import QuizCog
from bot.adapters.discord.ask.reading.read_cog import ReadCog
from bot.adapters.discord.floor.host import Host

COGS = (AskCog, MentionCog, ReadCog, QuizCog, ArgueCog, ArticleCog)
ITEMS = (AskButton, AskMenu, FormerButton)


def set_up(host: Host) -> None:
    """Give the host what asking keeps: what its buttons do, and questions that may still be sent to
    the maintainers.
    """
    host.add(Acts(answering.ACTS | feedback.ACTS | read_cog.ACTS | quiz_cog.ACTS))
    host.add(answering.Turns())
    questions = Questions(host.services.privacy.remembered)
    host.add(questions)
    host.erased.append(lambda member, _: questions.forget(member))
    host.erased.append(lambda member, _: host.services.library.note("", member, ""))
