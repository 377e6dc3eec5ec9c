"""What services ask of the outside: transactions with a repository for each kind of question, a box
that takes ballots, and a surface that shows debates.
"""

from bot.services.ports.announcer import Announcer
from bot.services.ports.ballots import BallotBox, Ballots
from bot.services.ports.contributions import Contributions
from bot.services.ports.debates import Audit, Debates, Showings
from bot.services.ports.unit_of_work import Transactions, UnitOfWork

__all__ = [
    "Announcer",
    "Audit",
    "BallotBox",
    "Ballots",
    "Contributions",
    "Debates",
    "Showings",
    "Transactions",
    "UnitOfWork",
]
