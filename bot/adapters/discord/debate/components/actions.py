"""Which button or menu under a debate does what: the names stand in their ids."""

from __future__ import annotations

from bot.adapters.discord.debate import ballots, debates_cog, looking, voting
from bot.adapters.discord.debate.arguing import cards, queue
from bot.adapters.discord.debate.arguing import contributions as texts
from bot.adapters.discord.debate.components.debate_button import Actions
from bot.adapters.discord.debate.moderate import controls, proposals, series, wizard
from bot.adapters.discord.debate.moderate.more_settings import more_settings


def all_actions() -> Actions:
    """All actions by the name that stands in the ids of buttons and menus."""
    return Actions(
        {
            "vote": voting.vote,
            "revote": voting.revote,
            "more": voting.more,
            "details": looking.details,
            "ballot": ballots.open_ballot,
            "choose": ballots.choose,
            "unrank": ballots.take_last,
            "skip": voting.skip,
            "mine": voting.mine,
            "withdraw": voting.withdraw,
            "moved": voting.moved,
            "args": cards.first,
            "page": cards.turn,
            "strong": cards.mark,
            "remind": voting.remind,
            "next": voting.show_next,
            "stance": voting.stance,
            "card": texts.bring_argument,  # the name stands under messages of older versions
            "state": texts.bring_statement,
            "revise": texts.revise,
            "report": texts.ask_to_report,
            "reportnow": texts.report,
            "approve": queue.approve,
            "return": queue.hand_back,
            "reject": queue.reject,
            "draft": wizard.open_again,
            "options": more_settings,
            "post": wizard.post,
            "later": wizard.schedule,
            "panel": controls.open_panel,
            "queue": controls.queue,
            "extend": controls.extend,
            "advance": controls.advance,
            "pause": controls.pause,
            "resume": controls.resume,
            "close": controls.ask_to_close,
            "closenow": controls.close,
            "cancel": controls.ask_to_cancel,
            "cancelnow": controls.cancel,
            "conclude": controls.conclude,
            "edit": controls.edit,
            "result": debates_cog.show_result,
            "propose": proposals.propose_by_button,
            "takeup": proposals.take_up,
            "decline": proposals.decline,
            "stop": series.stop,
        }
    )
