"""What members do in a debate: votes, arguments, statements."""

from bot.services.debating.voting.arguments import NONE_MOVED, Arguments, ShownArgument
from bot.services.debating.voting.receipt import Receipt
from bot.services.debating.voting.statements import NextStatement
from bot.services.debating.voting.votes import VotingService, may_be_reminded

__all__ = [
    "NONE_MOVED",
    "Arguments",
    "NextStatement",
    "Receipt",
    "ShownArgument",
    "VotingService",
    "may_be_reminded",
]
