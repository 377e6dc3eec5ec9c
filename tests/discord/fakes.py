"""Small stand-ins for the services behind the Discord surface, in memory."""

from __future__ import annotations

from datetime import date, datetime

from bot.dialogue.replies import Answer, Citation, Outcome, Reply, Suggestion
from bot.knowledge.models import Knowledge
from bot.services.asking.contents import SourceLine, Topic
from bot.services.asking.inbox import About, Feedback
from bot.services.asking.reading import ReadingService
from bot.wording import Wording

TRUST = Citation("trust:2", "Lack of Trust", 2)
PILOTS = Citation("pilots:1", "Pilots", 1, "https://example.org/pilots")


def suggestion(entry: str, title: str) -> Suggestion:
    """Something offered besides."""
    return Suggestion(entry, title, (TRUST,))


class FakeAsk:
    """Three entries; answers by plain words, so that stories stay readable."""

    def __init__(self) -> None:
        self.turned: list[tuple[str, str]] = []
        self.reading: FakeReading | None = None
        self.claims = {
            "trust": (
                "Why was it set up?",
                "The government might want to mend a lack of trust.",
                (TRUST,),
            ),
            "pilots": (
                "What are the pilots?",
                "City pilots and company pilots are different things.",
                (PILOTS, TRUST),
            ),
            "sesame": ("What is Sesame Credit?", "A company's loyalty programme.", (PILOTS,)),
        }

    def ask(
        self, question: str, *, member: str, place: str, now: datetime, locale: str = "en"
    ) -> Reply:
        """Answer on a word in common; the rest is absent."""
        words = question.lower()
        if not any(char.isalnum() for char in words):
            return Reply(
                Outcome.CHAT,
                "Ask me anything, for instance “Why was it set up?”. `/topics` shows more.",
                1.0,
            )
        if "explode" in words:
            raise RuntimeError(f"secret {member} {question}")
        if "hello" in words:
            return Reply(Outcome.CHAT, "Hello!", 1.0)
        if "credit" in words and "sesame" not in words:
            choices = (
                suggestion("trust", "Why was it set up?"),
                suggestion("sesame", "What is Sesame Credit?"),
            )
            return Reply(Outcome.CLARIFY, "Did you mean:", 0.5, choices=choices)
        for entry, (title, _, _) in self.claims.items():
            if entry in words or title.lower() in words:
                return self.answer_entry(entry, member=member, place=place, now=now)
        return Reply(
            Outcome.ABSENT,
            "The article doesn't say.",
            0.1,
            related=(suggestion("trust", "Why was it set up?"),),
        )

    async def ask_aside(
        self, question: str, *, member: str, place: str, now: datetime, locale: str = "en"
    ) -> Reply:
        """`ask`."""
        return self.ask(question, member=member, place=place, now=now, locale=locale)

    def answer_entry(
        self, entry_id: str, *, member: str, place: str, now: datetime, locale: str = "en"
    ) -> Reply:
        """The answer of one entry, with the two others as related questions."""
        title, claim, citations = self.claims[entry_id]
        others = tuple(
            suggestion(entry, row[0]) for entry, row in self.claims.items() if entry != entry_id
        )
        answer = Answer(
            entry_id, title, claim, "The author's own view, said with a hedge: “might”", citations
        )
        return Reply(Outcome.ANSWER, "", 0.9, answers=(answer,), related=others)

    def turn_to(self, entry_id: str, *, member: str, place: str, now: datetime) -> bool:
        """Remember what is followed up."""
        self.turned.append((entry_id, member))
        return entry_id in self.claims

    def complete(self, prefix: str, limit: int = 25) -> list[str]:
        """Titles that hold the typed text."""
        return [title for title, _, _ in self.claims.values() if prefix.lower() in title.lower()][
            :limit
        ]

    def topics(self) -> list[Topic]:
        """Two topics."""
        return [
            Topic("Lack of Trust", ("Why was it set up?",)),
            Topic("Pilots", ("What are the pilots?", "What is Sesame Credit?")),
        ]

    def sources(self) -> list[SourceLine]:
        """One link."""
        return [SourceLine("A paper", "https://example.org/paper", PILOTS)]

    def explain(self, question: str) -> str:
        """A line of signals."""
        return f"read as      {question}\noutcome      answer"


class FakeReading(ReadingService):
    """The real article, and the fake's three entries beside it."""

    def __init__(self, knowledge: Knowledge, wording: Wording, ask: FakeAsk) -> None:
        super().__init__(lambda: knowledge, wording)
        self._ask = ask

    def answer(self, entry: str, locale: str = "en") -> Answer | None:
        """One of the three, or one of the article."""
        if entry not in self._ask.claims:
            return super().answer(entry, locale)
        title, claim, citations = self._ask.claims[entry]
        return Answer(entry, title, claim, "", citations)


class FakeFeedback:
    """Keeps what is handed over in a list."""

    def __init__(self) -> None:
        self.given: list[tuple[date, Feedback]] = []

    @property
    def kept(self) -> list[str]:
        """The questions without an answer."""
        return [one.question for _, one in self.given if one.about is About.UNANSWERED]

    async def keep(self, given: Feedback, *, now: datetime) -> None:
        """Store one."""
        self.given.append((now.date(), given))

    async def of(self, community: str) -> list[tuple[date, Feedback]]:
        """Those of a server."""
        return [(day, one) for day, one in self.given if one.community == community]
