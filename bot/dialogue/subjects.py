"""What the words of a wish name: entries, a section, a term, a list, an answer to a claim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.dialogue.comparisons import Comparisons
from bot.dialogue.questions.context import ContextReader
from bot.dialogue.questions.intent import Decision, Verdict
from bot.dialogue.talk import FRESH, Talk
from bot.knowledge.conversation import Listing, Rebuttal, SectionTalk
from bot.knowledge.models import SUMMARY_OF, Entry, Knowledge, Term
from bot.retrieval.embedding.choice import STATIC, embedder
from bot.retrieval.names import Names, Sayings
from bot.retrieval.query.content import stem
from bot.retrieval.query.query import Query
from bot.retrieval.retriever import Ranking, Retriever

_LIKELY = 0.35
"""The probability from which the best entry is taken for what a wish names: it is about something,
and a question's own threshold asks for more than a name can give.
"""


class Subjects:
    """Finds subjects in one knowledge."""

    def __init__(self, knowledge: Knowledge, retriever: Retriever, context: ContextReader) -> None:
        function = knowledge.turns.words.function
        self._function = frozenset(function)
        conversation, source = knowledge.conversation, knowledge.source
        self._knowledge = knowledge
        self._retriever = retriever
        self._context = context
        self.comparisons = Comparisons(knowledge, retriever)
        self._entries = {entry.id: entry for entry in knowledge.entries}
        known = {one.section: one for one in conversation.sections}
        sections = [known.get(one.id) or SectionTalk(section=one.id) for one in source.sections]
        headings = {one.id: one.heading for one in source.sections}
        self._sections = Names(
            (
                (name, one)
                for one in sections
                for name in (*one.words, headings[one.section], one.section.replace("-", " "))
            ),
            function,
        )
        self._terms = Names(_named(knowledge.glossary.terms), function)
        self._own_terms = Names(_named(knowledge.terms), function)
        self._lists = Names(
            (
                (name, one)
                for one in conversation.lists
                for name in (*one.words, one.title, one.id.replace("-", " "))
            ),
            function,
        )
        self._rebuttals = Sayings(
            ((saying, one) for one in conversation.rebuttals for saying in one.words), function
        )

    def nearest(self, queries: Iterable[Query], talk: Talk = FRESH) -> Entry | None:
        """The entry that one of several wordings names most surely; None where none does."""
        judged = [self._context.judge(query, talk) for query in queries]
        found = [(ranking.probability, self._near(ranking, verdict)) for ranking, verdict in judged]
        named = [(probability, entry) for probability, entry in found if entry]
        return max(named, key=lambda row: row[0])[1] if named else None

    def answering(self, query: Query) -> Entry | None:
        """The entry that answers words as a question, and no less."""
        ranking, verdict = self._context.judge(query, FRESH)
        is_answer = verdict.decision is Decision.ANSWER
        return self._entries[ranking.candidates[0].entry] if is_answer else None

    def entry(self, query: Query, talk: Talk = FRESH) -> Entry | None:
        """The entry that words name; None where none is near."""
        return self._near(*self._context.judge(query, talk))

    def _near(self, ranking: Ranking, verdict: Verdict) -> Entry | None:
        best = self._entries[ranking.candidates[0].entry]
        if verdict.decision is Decision.ANSWER:
            return best
        is_far = verdict.decision in (Decision.INJECTION, Decision.UNSAFE, Decision.OFF_TOPIC)
        is_near = ranking.probability >= _LIKELY or ranking.candidates[0].score > 0
        return best if is_near and not is_far else None

    def candidates(self, query: Query, talk: Talk = FRESH) -> tuple[Entry, ...]:
        """The nearest entries, best first, however far."""
        ranking, _ = self._context.judge(query, talk)
        return tuple(self._entries[one.entry] for one in ranking.candidates)

    def ranking(self, query: Query) -> Ranking:
        """How all entries stand to words by themselves."""
        return self._retriever.rank(query)

    def among(self, query: Query, ids: Iterable[str]) -> Entry | None:
        """The one of some entries that words name best."""
        lifts = dict.fromkeys(ids, _APART)
        if not lifts:
            return None
        if (sharing := self.sharing(query.plain, lifts)) is not None:
            return sharing
        ranking = self._retriever.rank(query, lifts)
        best = ranking.candidates[0]
        is_near = best.entry in lifts and best.score - _APART > _NOT_IT
        return self._entries[best.entry] if is_near else None

    def sharing(self, words: Iterable[str], ids: Iterable[str]) -> Entry | None:
        """The one of some entries that has most of these words; None where none has any."""
        said = set(map(stem, words))
        shared = {name: len(said & self._stems(name)) for name in ids}
        best = max(shared, key=shared.__getitem__, default="")
        return self._entries[best] if best and shared[best] else None

    def holding(self, words: Iterable[str]) -> list[str]:
        """The entries that have one of these words in their title or claim."""
        said = set(map(stem, words))
        return [
            name
            for name in self._entries
            if any(
                own.startswith(one) or one == own + "e" for one in said for own in self._stems(name)
            )
        ]

    def only_section(self, words: Sequence[str], besides: frozenset[str]) -> SectionTalk | None:
        """The section that is all that was named, besides some words."""
        return self._sections.find([word for word in words if word not in besides], whole=True)

    def _stems(self, name: str) -> set[str]:
        """The words of an entry's title and claim that name something."""
        entry = self._entries[name]
        plain = self._retriever.read(f"{entry.title} {entry.claim}").plain
        return {stem(word) for word in plain if word not in self._function}

    def section(self, query: Query) -> SectionTalk | None:
        """The section that words name, else the one that the nearest summary is of."""
        if found := self._sections.find(query.plain):
            return found
        if (entry := self.entry(query)) is None:
            return None
        name = entry.role.removeprefix(f"{SUMMARY_OF}:") if SUMMARY_OF in entry.role else ""
        return self.section_of(name or entry.cites[0].split(":")[0])

    def named_section(self, words: Sequence[str]) -> SectionTalk | None:
        """The section whose own name stands in what was said."""
        return self._sections.find(words)

    def section_of(self, section: str) -> SectionTalk:
        """What the pack has for a section."""
        known = (one for one in self._knowledge.conversation.sections if one.section == section)
        return next(known, SectionTalk(section=section))

    def heading(self, section: str) -> str:
        """A section's heading."""
        known = (one.heading for one in self._knowledge.source.sections if one.id == section)
        return next(known, section)

    def term(self, query: Query) -> Term | None:
        """The word of the glossary that words name."""
        named = self._terms.apart(query.raw)
        if not named:
            return self._terms.find(query.raw) or self._terms.find(query.plain)
        zipf = self._retriever.model.lexicon.zipf
        return min(
            named, key=lambda term: (-term.term.count(" "), zipf.get(term.term.lower(), 0.0))
        )

    def only_term(self, words: Sequence[str]) -> Term | None:
        """The word of the glossary that is all that was named."""
        return self._terms.find([word for word in words if word not in self._function], whole=True)

    def own_term(self, query: Query) -> Term | None:
        """The word of the bot's own."""
        return self._own_terms.find(query.raw)

    def listing(self, words: Sequence[str], *, whole: bool = False) -> Listing | None:
        """The list that words name; with `whole` only where they name nothing else."""
        return self._lists.find(words, whole=whole)

    def listed_at_end(self, words: Sequence[str]) -> Listing | None:
        """The list that is all that words name, or that the last of them name: "my test is soon,
        what are the main dates".
        """
        if found := self._lists.find(words, whole=True):
            return found
        ends = (words[at:] for at in range(1, len(words) - 1))
        return next((one for end in ends if (one := self._lists.find(end, whole=True))), None)

    def has_written(self, act: str, words: Sequence[str]) -> bool:
        """Whether the pack has just what is wished for: that comparison, that list."""
        if act == "compare":
            return self.comparisons.meant(words) is not None
        if act == "define":
            is_whole = self._terms.find(words, whole=True) is not None
            named = self._terms.apart(words)
            return is_whole or (len(named) == 1 and bool(named[0].means))
        return act == "list" and self.listing(words, whole=True) is not None

    def listed(self, name: str) -> Listing | None:
        """The list of that id."""
        known = (one for one in self._knowledge.conversation.lists if one.id == name)
        return next(known, None)

    def contrasted_list(self, words: Sequence[str]) -> Listing | None:
        """The list that is all that words name besides two things that the article contrasts: "how
        the two countries differ".
        """
        return self._lists.find(self.comparisons.apart(words), whole=True)

    def list_on(self, cites: Sequence[str]) -> Listing | None:
        """The list all of whose items stand on these passages, the longest of several."""
        told = set(cites)
        found = [
            one
            for one in self._knowledge.conversation.lists
            if all(item.cites and told.issuperset(item.cites) for item in one.items)
        ]
        return max(found, key=lambda one: len(one.items), default=None)

    def rebuttal(self, words: Sequence[str]) -> Rebuttal | None:
        """What answers a claim as members put it."""
        return self._rebuttals.find(words)

    def rebuttal_of(self, claim: Query) -> Rebuttal | None:
        """What answers a claim that is put in other words."""
        return self._rebuttals.meant(claim.raw, embedder(STATIC))


_APART = 100.0
"""Lifts what is looked among above everything else."""
_NOT_IT = -0.8
"""The margin below which words don't name an entry, not even among a few."""


def _named(terms: Iterable[Term]) -> list[tuple[str, Term]]:
    """Each term by its own name, then by its synonyms: the first to claim a name keeps it."""
    listed = list(terms)
    own = [(term.term, term) for term in listed]
    return own + [(name, term) for term in listed for name in term.synonyms]
