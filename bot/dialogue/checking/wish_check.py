"""Is a message that looks like a wish one indeed, and is what it seems to name named at all? Or is
it a question about the article, an order to the bot, or a plea that needs people, in its guise?
"""

from __future__ import annotations

from typing import TypeGuard

from bot.dialogue.acts import (
    ARGUING,
    BACKING,
    CRITIQUE,
    DISCUSSING,
    FEELINGS,
    LEANING,
    LIGHT,
    NAMING,
    OF_US,
    RETELLING,
    UNMISTAKABLE,
    Question,
    Wish,
)
from bot.dialogue.checking.danger import Danger
from bot.dialogue.checking.firmness import (
    FIRM,
    FIRMER,
    FRAGMENT,
    LEADING_ON,
    LISTED,
    SURE,
    firm_of,
    turns_on,
)
from bot.dialogue.checking.grounding import Grounding, is_free_to, is_of_two_told, is_sure
from bot.dialogue.checking.orders import FREE, NEVER, Orders, is_harmless, is_order, stands_out
from bot.dialogue.mind import Mind
from bot.dialogue.plan import Kind
from bot.dialogue.plans.content import Planner
from bot.dialogue.plans.looking_up.comparing import several_named, two_named
from bot.dialogue.questions.context import Judged, Understood
from bot.dialogue.questions.intent import Decision
from bot.dialogue.talk import FRESH, Talk
from bot.retrieval.acts import LISTS
from bot.retrieval.query.phrases import Phrases

_JUDGING = 0.9
"""The same for an act that judges, where something is named."""
_BARELY = 0.4
"""How far small talk must stand above what the last answer may lead on to: "and my bike"."""
_LOOKED_UP = (LISTS, "sources", "summary")
"""What the acts begin with that a word or two may ask for: "sources?"."""
_WHOLE = ARGUING | {"summary", "surprise"}
"""Acts that are about the whole article where they name nothing."""
_REPEAT = "repeat"
"""The act that means something after any reply."""
_NO_TOPIC = (*NEVER, Decision.OFF_TOPIC)


class WishCheck:
    """Checks wishes against one knowledge."""

    def __init__(self, mind: Mind, planner: Planner) -> None:
        self._mind = mind
        self._planner = planner
        self._grounding = Grounding(mind)
        self.danger = Danger(mind, planner)
        self.orders = Orders(mind, self.danger)
        self._sourcing = Phrases(mind.knowledge.turns.words.sourcing)
        self._trusting = frozenset(mind.knowledge.turns.words.trusting)
        self._opening = frozenset((*mind.knowledge.turns.words.asking, *LEADING_ON))

    def grounded(self, wish: Wish, before: Talk) -> Wish:
        """The wish without words that name nothing the article has."""
        return self._grounding.grounded(wish, before)

    def is_question(self, wish: Wish, before: Talk) -> bool:
        """Whether what looks like a wish is a question about the article after all; or an order to
        the bot, or a plea that needs people, in the guise of a wish.
        """
        if wish.act in FEELINGS and "?" not in wish.query.line:
            return self._grounding.is_unfelt(wish)
        return self.orders.is_cued(wish) if wish.cued else self._is_a_question(wish, before)

    def _is_a_question(self, wish: Wish, before: Talk) -> bool:
        is_misread = (
            wish.act in OF_US
            and not wish.said
            and (self._grounding.is_of_the_article(wish) or self.orders.is_disguised(wish))
        )
        is_led = before.told is not None and before.told.about.kind is not Kind.LIST
        if is_misread or self._is_of_a_view(wish) or (is_led and turns_on(wish)):
            return True  # "and each firm's" leads on from what was told
        if self._is_sure(wish, before):
            return False
        is_fragment = wish.subject is None and len(wish.query.raw) <= FRAGMENT
        is_plain = wish.act.startswith(_LOOKED_UP) and wish.over >= LISTED
        is_bare = wish.act in LEANING or (is_fragment and not is_plain)
        is_told = before.told is not None or before.near is not None
        if is_bare and not (is_told or (wish.act == _REPEAT and before.turns)):
            return True
        is_held_off = self._is_held_off(wish)
        if not is_held_off and (wish.said or self._is_written(wish, before)):
            return False
        is_list_of = wish.act.startswith(LISTS) and wish.subject is not None
        is_of_it = is_list_of and wish.over < FIRM
        return is_held_off or is_of_it or self._is_asked(wish, before)

    def _is_sure(self, wish: Wish, before: Talk) -> bool:
        """Whether a wish is one whatever the article answers."""
        if wish.subject is None and (wish.said or is_free_to(wish, before)):
            leads_on = wish.query.raw[:1] != () and wish.query.raw[0] in LEADING_ON
            barely = FIRM if leads_on else _BARELY
            return wish.said or not before.told or wish.act not in LIGHT or wish.over >= barely
        if wish.act in BACKING and self._sourcing.stand_in(wish.query.raw):
            return True
        if self._grounding.is_of_the_told(wish, before) or is_of_two_told(wish, before):
            return True
        is_talk = before.last is not None and before.last.act in DISCUSSING
        if is_talk and (wish.act == "one-more" or (wish.act in DISCUSSING and stands_out(wish))):
            return True  # "another, about freedom"
        if wish.act in BACKING and is_sure(wish):
            return not is_order(self._mind.context.understand(Question(wish.query, FRESH)))
        is_list = wish.act.startswith("list") and before.told is None
        return is_list and self._mind.subjects.listing(wish.query.plain, whole=True) is not None

    def _is_of_a_view(self, wish: Wish) -> bool:
        """Whether a question about the author asks for what they think, not for whether they can be
        trusted: "and the writer finds that fair?".
        """
        if wish.act != "trust-author" or wish.said:
            return False
        said = self._trusting.intersection(wish.query.raw)
        is_who = said == {"who"} and wish.query.raw[0] == "who" and "to" not in wish.query.raw
        return not said or is_who

    def _is_held_off(self, wish: Wish) -> bool:
        """Whether the pack says that the article has nothing on what a wish names: two things to
        compare that are near misses, or a question with a false premise.
        """
        if wish.subject is None or self._mind.subjects.has_written(wish.act, wish.query.plain):
            return False
        judged = self._mind.context.understand(Question(wish.query, FRESH))
        if not isinstance(judged, Judged):
            return False
        is_near = judged.verdict.decision is Decision.NEAR
        is_pair = wish.act == "compare" and is_near and not several_named(wish, self._mind)
        if wish.act in UNMISTAKABLE and self._grounding.is_like_an_order(wish, judged):
            return True
        is_held = wish.act not in NAMING or wish.act == "link"
        return is_pair or (judged.verdict.decision is Decision.PREMISE and is_held)

    def _is_written(self, wish: Wish, before: Talk) -> bool:
        """Whether the pack has just what is wished for, or this talk had that list already."""
        if wish.act.removeprefix(LISTS) in before.names(Kind.LIST):
            return True
        # Of two things that are compared, one may be called by a word that names nothing: "us".
        is_pair = wish.act == "compare"
        written = wish.query if is_pair else wish.subject or wish.query
        return self._mind.subjects.has_written(wish.act, written.plain)

    def _is_asked(self, wish: Wish, before: Talk) -> bool:
        """Whether a wish that is neither an example nor bare is a question."""
        if wish.act in CRITIQUE and wish.subject is not None:
            firm = _JUDGING if before.told or self._grounding.is_named(wish) else FIRMER
            if wish.over < firm:
                return True
        if wish.act == "compare" and wish.over >= _BARELY and two_named(wish, self._mind):
            return False
        if wish.act in _WHOLE and wish.subject is None and wish.over >= FIRM:
            return self.orders.is_clear(wish)
        is_of_talk = not set(wish.query.raw).isdisjoint(self._mind.knowledge.turns.words.told)
        is_named = wish.subject is not None and not is_of_talk
        is_vague = wish.act == "summary" and is_named and wish.length is None
        if is_vague and self._mind.subjects.named_section(wish.query.plain) is None:
            return self._is_answered(wish, before, FIRMER)
        return self._is_answered(wish, before)

    def may_be(self, wish: Wish | None, found: Understood, before: Talk) -> TypeGuard[Wish]:
        """Whether a wish may be what a message comes to that the article has nothing for; nothing
        is shown to an order in disguise.
        """
        if wish is None or (wish.act in RETELLING and before.told is None):
            return False
        if wish.act in RETELLING and self._grounding.is_marked(wish):
            return False  # "what does it say about rice" asks of what the article lacks
        is_fragment = len(wish.query.raw) <= FRAGMENT and before.told is None
        if is_fragment and wish.act not in LIGHT | FEELINGS:
            return False
        return wish.act in FREE or not is_order(found)

    def _is_answered(self, wish: Wish, before: Talk, firm: float = 0.0) -> bool:
        """Whether the article answers as a question what is not firmly a wish; or refuses it."""
        judged = self._mind.context.understand(Question(wish.query, before))
        if not isinstance(judged, Judged):
            return False
        is_free = wish.act in (FREE if before.told else (FREE - RETELLING) | {"quiz"})
        is_list = wish.act.startswith(LISTS) and wish.subject is None and wish.over >= FIRM
        is_free = is_free or is_list
        if wish.act.startswith(LISTS) and wish.over >= FIRM:
            is_free = is_free or not is_order(judged)  # "name drop every company"
        is_bare = wish.act in UNMISTAKABLE and wish.subject is None
        is_free = is_free or (is_bare and is_harmless(judged, before))
        is_judging = wish.act in CRITIQUE and wish.subject is None and wish.over >= FIRM
        refused = NEVER if is_judging else _NO_TOPIC  # "whose voices are missing"
        if judged.verdict.decision in refused and not is_free and wish.over < FIRMER:
            return True
        firm = max(firm, firm_of(wish, judged))
        is_said = wish.act in LIGHT and self._opening.isdisjoint(wish.query.raw[:1])
        if is_said and judged.ranking.probability < SURE:
            firm = _BARELY  # "you've been good company" is no question about companies
        return judged.verdict.decision is Decision.ANSWER and wish.over < firm
