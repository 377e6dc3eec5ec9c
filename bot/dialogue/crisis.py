"""Someone in danger is recognised by this list in code even where every example is lost: it is
looked at before anything else, and what is said has a sentence of its own to fall back on.

Only words about the writer, or somebody near: what the article may be asked about suicide is left
to the ranker, which knows more examples.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from bot.retrieval.query.spelling import is_slip
from bot.wording import Wording

_LAST_RESORT = (
    "I'm really sorry you're hurting. You don't have to carry this alone: please talk to someone "
    "you trust, or call your local emergency number or a crisis line now. In the US that's 988; "
    "findahelpline.com lists free ones everywhere."
)
"""Said where even `prompts/` is lost."""
_BETWEEN, _FAR = 2, 12
"""Words that may stand between two of a sign: "i want to just die"; and far from each other."""


class _Step(NamedTuple):
    """One of several words, and how many others may stand before it."""

    words: frozenset[str]
    between: int


class _Sign(NamedTuple):
    """Steps in their order; then, perhaps, the end of the message."""

    steps: tuple[_Step, ...]
    ends: bool = False


def _signs(*written: str) -> tuple[_Sign, ...]:
    """One from each line, choices between `/`; `+` stands before what follows at once, `~` before
    what may follow later, a full stop for the end of the message.
    """

    def step(text: str) -> _Step:
        between = {"+": 0, "~": _FAR}.get(text[0], _BETWEEN)
        return _Step(frozenset(text.lstrip("+~").split("/")), between)

    return tuple(
        _Sign(tuple(map(step, line.removesuffix(" .").split())), line.endswith(" ."))
        for line in written
    )


_SIGNS = _signs(
    "kill/killing/hurt/hurting/harm/harming/cut/cutting/hang/hanging/shoot/starve/drown/drowning "
    "myself",
    "kill/killing/off/offing/hurt/hurting/harm/harming/cut/cutting +my +self",
    "i/im/ima/me/wanna/gonna off myself",
    "end/ending/take/taking +my life",
    "i/im/ill/wanna/gonna end/ending it all",
    "want/wanna die .",
    "i/me want/wanna/wish/need/ready/going/gonna/rather die .",
    "i/me want/wanna/wish/ready/going/gonna die tonight/now/today/already/so",
    "i/id want/wish/rather be/was/were/am dead",
    "wish i was/were/wasnt/werent/had dead/alive/born",
    "i dont/not/never/no want/wanna live/exist .",
    "dont/not/no want/wanna live/exist anymore/longer",
    "dont/not/no want/wanna be here/around/alive anymore/longer",
    "dont/not want/wanna be alive",
    "dont/not want/wanna wake up",
    "no/any reason live .",
    "nothing live for .",
    "cant go on anymore/longer/any",
    "i/just want/wanna it all end .",
    "life/living isnt/not worth it/living",
    "point being/staying alive",
    "hate myself disappear/die",
    "jump/jumping off bridge/roof/building",
    "hide my cuts/scars",
    "i/im/ive/been/started/keep/back cut/cutting again",
    "i/ive/im got/have/bought/saved/holding/counted pills/rope/noose/razor/razors/blade/blades/gun",
    "pills front/hand/ready/counted",
    "i/ive/im wrote/written/writing/left ~goodbye/suicide +note/letter/notes",
    "said/saying goodbye everyone/everybody forever",
    "how i/to commit suicide",
    "suicide methods",
    "cant/dont take/want/do life anymore/longer",
    "i/im/me/feel/feeling suicidal",
    "my/having suicidal thoughts/ideation",
    "i/im/me/ive thinking/think/thought/consider/considering/contemplating suicide",
    "i/im/ill/me want/wanna/going/gonna/might/commit/committing/attempt/attempted suicide",
    "i/im/ima/ill/me/just want/wanna/gonna/going/might/should kms",
    "better off dead",
    "better off/place without me",
    "better off i gone/dead/died/disappeared/vanished/existed/born",
    "better i gone/dead/vanished .",
    "world/everyone/everybody/family/friends/parents/kids better without me",
    "tired/sick/done/finished living/existing/alive .",
    "see/no/any point/reason living/alive .",
    "hope/wish/pray i dont/not/never/didnt wake",
    "want/wanna/wish/could disappear/vanish forever/good",
    "i/im/ive/ill/gonna/going/want/wanna overdose/overdosed/overdosing",
    "i/im/ive/been/want/wanna/started self +harm/harming/harmed",
    "i/im/ive/been/want/wanna/started selfharm/selfharming",
    "nobody/noone/one miss me",
    "nobody/noone/one notice/care/mind i/im/if gone/dead/died/disappeared",
    "pills/dose kill/end me/painlessly/it",
    "i/ive/just swallowed/downed/gulped ~pills/tablets/meds/painkillers/bleach/antifreeze",
    "i/ive/just took/taken/ate/popped/had too/all/whole/entire/handful/bottle/bottles/pack/packs"
    "/box ~pills/tablets/meds/painkillers/paracetamol/tylenol/ibuprofen",
    "painless/painlessly/painful way/ways die",
    "my friend/brother/sister/mom/mum/dad/son/daughter/boyfriend/girlfriend/wife/husband/partner"
    "/roommate kill/killing/hurt/hurting/harm/harming/cut/cutting himself/herself/themself"
    "/themselves",
    "my ~end/ending/take/taking +her/his/their +life/lives/own",
    "my ~kill/killing/hurt/hurting/harm/harming +herself/himself/themselves/themself",
    "quiero/quisiera morir/morirme/matarme/suicidarme",
    "veux/vais/envie mourir/suicider/tuer",
    "will/möchte nicht leben",
    "will/möchte sterben",
    "mich umbringen/töten",
    "quero morrer",
    "me matar",
    "voglio morire/uccidermi/ammazzarmi",
    "wil dood",
    "ölmek istiyorum",
    "хочу умереть/сдохнуть",
    "убить/убью себя",
    "хочу померти",
    "chcę umrzeć",
    "vill dö",
)
_UNSPACED = ("自杀", "自殺", "想死", "死にたい", "죽고 싶", "ฆ่าตัวตาย")
_VOCABULARY = frozenset(word for sign in _SIGNS for step in sign.steps for word in step.words)
_BEGINNING = {
    letter: tuple(word for word in _VOCABULARY if word.startswith(letter))
    for letter in {word[0] for word in _VOCABULARY}
}
"""The words by their first letter, which no slip changes."""


def is_cry_for_help(line: str, typed: Sequence[str], is_english: Callable[[str], bool]) -> bool:
    """Whether a cleaned line and its words say that the writer, or somebody near, is in danger;
    misspelt words that are no English ones are taken for the words they resemble.
    """
    if any(phrase in line for phrase in _UNSPACED):
        return True
    said = [_meant(word, is_english) for word in typed]
    present = frozenset[str]().union(*said)
    likely = (sign for sign in _SIGNS if not sign.steps[-1].words.isdisjoint(present))
    return any(_is_said(sign, said) for sign in likely)


def crisis_line(wording: Wording, locale: str = "en") -> str:
    """What is said to someone in danger, whatever has become of `prompts/`."""
    try:
        return wording.say("ask.crisis", locale) or _LAST_RESORT
    except (KeyError, IndexError, ValueError):
        return _LAST_RESORT


def _meant(word: str, is_english: Callable[[str], bool]) -> frozenset[str]:
    short = word.rstrip(word[-1]) + word[-1]  # "dieee" comes here as "diee"
    if known := frozenset((word, short)) & _VOCABULARY:
        return known
    if is_english(word):
        return frozenset()
    return frozenset(known for known in _BEGINNING.get(word[:1], ()) if is_slip(word, known))


def _is_said(sign: _Sign, said: Sequence[frozenset[str]]) -> bool:
    """Whether the steps stand in their order, none too far from the one before."""
    reached = {at for at, word in enumerate(said) if word & sign.steps[0].words}
    for step in sign.steps[1:]:
        reached = {
            at
            for before in reached
            for at in range(before + 1, min(before + 2 + step.between, len(said)))
            if said[at] & step.words
        }
    return len(said) - 1 in reached if sign.ends else bool(reached)
