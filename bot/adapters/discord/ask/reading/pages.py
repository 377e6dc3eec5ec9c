"""The article read without a question: its contents, its sections page by page, its links, its
words. Every page can be made again from the place named in its buttons.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.adapters.discord.ask.buttons import AskButton, AskMenu
from bot.adapters.discord.ask.render import below, claim_texts
from bot.adapters.discord.floor.citations import citation_place, linked
from bot.adapters.discord.floor.look import (
    IN_A_MENU,
    Accent,
    Panel,
    Part,
    Words,
    divider,
    fit,
    panel,
)
from bot.adapters.discord.floor.text import plain, plain_line
from bot.dialogue.replies import Answer
from bot.services.asking.contents import SourceLine
from bot.services.asking.reading import Chapter, Meaning, ReadingService

_HEADING = 150
_CLAIMS = 4
_TERMS = 20
_LINKS = 12
_FIRST = 0


def contents_panel(reading: ReadingService, words: Words, page: int = 0) -> Panel:
    """The sections, a line each, with a menu to open one."""
    headings = reading.headings()
    page, pages = _within(page, len(headings), IN_A_MENU)
    shown = list(enumerate(headings))[page * IN_A_MENU : (page + 1) * IN_A_MENU]
    title, _ = reading.article()
    chapters = [(n, reading.chapter(n, words.locale)) for n, _ in shown]

    def make(cap: int) -> list[str]:
        lines = [
            _contents_line(n + 1, chapter, words, min(cap, _HEADING))
            for n, chapter in chapters
            if chapter
        ]
        head = words.say("answers.read.contents", title=plain_line(title, min(cap, 200)))
        return [head, "\n".join(lines)]

    turn = _turn("contents", page, pages, words)
    menu = _section_menu(shown, words, page)
    links = [AskButton("links", "0", words.say("answers.read.links_button"))]
    return panel(Accent.PANEL, *fit(make), menu, [*turn, *links])


def _contents_line(place: int, chapter: Chapter, words: Words, heading: int) -> str:
    shown = plain_line(chapter.heading, heading)
    if not chapter.answers:
        return words.say("answers.read.frame", place=place, heading=shown)
    return words.count("answers.read.line", len(chapter.answers), place=place, heading=shown)


def chapter_panel(
    reading: ReadingService, chapter: Chapter, number: int, page: int, words: Words
) -> Panel:
    """A section: what it comes to, then some of its claims, each with its passages."""
    page, pages = _within(page, len(chapter.answers), _CLAIMS)
    answers = chapter.answers[page * _CLAIMS : (page + 1) * _CLAIMS]
    headings = reading.headings()

    def make(cap: int) -> list[str]:
        heading = plain_line(chapter.heading, min(cap, _HEADING))
        texts = [words.say("answers.read.heading", heading=heading)]
        if chapter.summary and page == _FIRST:
            told = Answer("", "", chapter.summary.text, "", chapter.summary.citations)
            small = below(told, words, cap, within=chapter.heading)
            texts.append(f"**{plain(told.text, cap)}**\n{small}".rstrip())
        for one in answers:
            texts += claim_texts(one, words, cap, within=chapter.heading)
        return texts

    place = words.say(
        "answers.read.page", n=number + 1, whole=len(headings), page=page + 1, pages=pages
    )
    whole = fit(make, room=3_800)
    start = number // IN_A_MENU * IN_A_MENU
    around = list(enumerate(headings))[start : start + IN_A_MENU]
    back, forth = _neighbours(reading, number, page, pages)
    turn = [
        AskButton("read", back or "first", words.say("answers.read.back"), is_off=not back),
        AskButton("read", forth or "last", words.say("answers.read.next"), is_off=not forth),
        AskButton("contents", "0", words.say("answers.read.contents_button")),
    ]
    return panel(
        Accent.PANEL, *whole, divider(), _claim_menu(answers, words), turn,
        _section_menu(around, words, 0), place,
    )  # fmt: skip


def _neighbours(reading: ReadingService, number: int, page: int, pages: int) -> tuple[str, str]:
    """The places before and after a page, empty at either end."""
    back = f"{number}.{page - 1}" if page else ""
    if not page and number:
        before = reading.chapter(number - 1)
        last = (len(before.answers) - 1) // _CLAIMS if before and before.answers else 0
        back = f"{number - 1}.{last}"
    forth = f"{number}.{page + 1}" if page + 1 < pages else ""
    if not forth and number + 1 < len(reading.headings()):
        forth = f"{number + 1}.0"
    return back, forth


def links_panel(lines: Sequence[SourceLine], words: Words, page: int = 0) -> Panel:
    """The article's own links with their passages."""
    page, pages = _within(page, len(lines), _LINKS)
    shown = lines[page * _LINKS : (page + 1) * _LINKS]

    def make(cap: int) -> list[str]:
        rows = [
            words.say(
                "answers.read.links.line",
                title=linked(plain_line(line.title, min(cap, _HEADING)), line.url),
                place=citation_place(line.citation, words.wording, words.locale),
            )
            for line in shown
        ]
        return [words.say("answers.read.links.title"), *rows]

    texts = fit(make) if lines else [words.say("answers.read.links.none")]
    body = [texts[0], "\n".join(texts[1:])]
    contents = [AskButton("contents", "0", words.say("answers.read.contents_button"))]
    return panel(Accent.PANEL, *body, [*_turn("links", page, pages, words), *contents])


def terms_panel(terms: Sequence[Meaning], words: Words, page: int = 0) -> Panel:
    """The glossary, some words a page."""
    if not terms:
        return panel(Accent.PANEL, words.say("answers.glossary.none"))
    page, pages = _within(page, len(terms), _TERMS)
    shown = terms[page * _TERMS : (page + 1) * _TERMS]

    def make(cap: int) -> list[str]:
        lines = [
            words.say(
                "answers.glossary.line",
                term=plain_line(one.term, 80),
                means=plain_line(one.means, min(cap, 300)),
            )
            for one in shown
        ]
        return [words.say("answers.glossary.title"), "\n".join(lines)]

    foot = words.say("answers.glossary.page", page=page + 1, pages=pages)
    return panel(Accent.PANEL, *fit(make, room=3_900), foot, _turn("terms", page, pages, words))


def term_panel(meaning: Meaning, words: Words) -> Panel:
    """One word with its passages."""
    told = words.say(
        "answers.glossary.one",
        term=plain_line(meaning.term, 80),
        means=plain_line(meaning.means, 500),
    )
    where = below(Answer("", "", "", "", meaning.citations), words)
    whose = "" if meaning.is_defined else words.say("answers.glossary.undefined")
    every = [AskButton("terms", "0", words.say("answers.glossary.all_button"))]
    return panel(Accent.ANSWER, told, whose, where, every)


def _claim_menu(answers: Sequence[Answer], words: Words) -> Part:
    """Open one of the claims as an answer, with its sources and what is related."""
    options = [(answer.entry, answer.title) for answer in answers if len(answer.entry) <= 100]
    return [AskMenu("open", options, words.say("answers.read.open"))] if options else ""


def _section_menu(shown: Sequence[tuple[int, str]], words: Words, page: int) -> Part:
    options = [(str(number), heading) for number, heading in shown]
    return [AskMenu("section", options, words.say("answers.read.pick"), page)] if options else ""


def _turn(act: str, page: int, pages: int, words: Words) -> list[AskButton]:
    """Back and forth, where there is more than one page."""
    if pages < 2:
        return []
    return [
        AskButton(act, str(page - 1), words.say("answers.read.back"), is_off=page == 0),
        AskButton(act, str(page + 1), words.say("answers.read.next"), is_off=page + 1 == pages),
    ]


def _within(page: int, whole: int, each: int) -> tuple[int, int]:
    """The page, or the nearest there is, and how many there are."""
    pages = max(1, -(-whole // each))
    return min(max(page, 0), pages - 1), pages
