"""Which button or menu under a debate does what: the names stand in their ids."""

from __future__ import annotations

from bot.adapters.discord.debate import ballots, voting
from bot.adapters.discord.debate.arguing import contributions as texts
from bot.adapters.discord.debate.components.debate_button import Actions


def all_actions() -> Actions:
    """All actions by the name that stands in the ids of buttons and menus."""
    return Actions(
        {
            "vote": voting.vote,
            "revote": voting.revote,
            "more": voting.more,
            "details": voting.details,
            "ballot": ballots.open_ballot,
            "choose": ballots.choose,
            "unrank": ballots.take_last,
            "skip": voting.skip,
            "mine": voting.mine,
            "withdraw": voting.withdraw,
            "moved": voting.moved,
            "args": voting.arguments,
            "next": voting.show_next,
            "stance": voting.stance,
            "card": texts.bring_argument,  # the name stands under messages of older versions
            "state": texts.bring_statement,
            "revise": texts.revise,
            "report": texts.report,
            "approve": texts.approve,
            "return": texts.hand_back,
            "reject": texts.reject,
        }
    )
