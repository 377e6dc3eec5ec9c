"""Result pictures: what is drawn, described and tabled, with awkward words and withheld numbers."""

import ast
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from struct import unpack

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.debate.maths.swing import measure_swing
from bot.debate.maths.tally import tally
from bot.debate.publishing.published import publish_swing
from bot.debate.publishing.statements import sum_up
from bot.pictures.draw import draw
from bot.pictures.flow import _apart
from bot.pictures.fonts import drawable
from bot.pictures.opinion_map import hull
from bot.pictures.sheet import width_of, wrap
from bot.pictures.style import GROUND, MARKS, SOFT, TEXT
from bot.pictures.tables import percent
from bot.results.picture_models import (
    ALT_LIMIT,
    Bar,
    BarsModel,
    FlowModel,
    FlowSide,
    Labels,
    Picture,
    RoundsModel,
    RoundsRow,
)
from bot.results.result_models import bars_model, flow_model, map_model
from bot.results.text_table import shorten, text_table
from bot.wording.templates import read_locale

ROOT = Path(__file__).parents[3]
NAMES = {"for": "For", "against": "Against", "undecided": "Undecided"}
MOTION = "This house would rather be watched than surprised"


@pytest.fixture(scope="module")
def labels() -> Labels:
    templates = read_locale(ROOT / "prompts" / "en")
    return Labels(
        {
            key.removeprefix("pictures."): one.text
            for key, one in templates.items()
            if key.startswith("pictures.")
        }
    )


def size(picture: Picture) -> tuple[int, int]:
    assert picture.png.startswith(b"\x89PNG\r\n")
    width, height = unpack(">II", picture.png[16:24])
    return width, height


def oxford(*moves: tuple[str, str, int]) -> tuple[dict[str, str], dict[str, str]]:
    members = [(was, now) for was, now, n in moves for _ in range(n)]
    return {str(i): was for i, (was, _) in enumerate(members)}, {
        str(i): now for i, (_, now) in enumerate(members)
    }


def flow(labels: Labels, *moves: tuple[str, str, int]) -> FlowModel:
    published = publish_swing(measure_swing(*oxford(*moves), rng=np.random.default_rng(1)))
    assert published is not None
    return flow_model(MOTION, published, NAMES, labels)


def test_a_poll_tells_its_winner_margin_and_turnout(labels: Labels) -> None:
    counted = tally(
        tuple(NAMES), {"for": 12, "against": 7, "undecided": 1}, neutral={"undecided"}, eligible=40
    )

    picture = draw(bars_model(MOTION, counted, NAMES, labels), labels)

    assert size(picture)[0] == 1200
    assert "For wins by 25 points" in picture.alt
    assert "turnout 50%" in picture.alt
    assert picture.table.splitlines()[2] == "★ For         12   60 %"


@pytest.mark.parametrize(
    ("counts", "quorum", "headline"),
    [
        ({"for": 6, "against": 6}, 0, "A tie between For, Against"),
        ({"for": 6, "against": 1}, 20, "No winner: 7 voted, and it needed 20"),
        ({"undecided": 7}, 0, "No votes for any side"),
    ],
)
def test_a_poll_without_a_winner_says_why(
    labels: Labels, counts: dict[str, int], quorum: int, headline: str
) -> None:
    counted = tally(tuple(NAMES), counts, neutral={"undecided"}, quorum=quorum)

    assert bars_model(MOTION, counted, NAMES, labels).headline == headline


def test_ten_long_options_fit_the_picture_and_the_description(labels: Labels) -> None:
    words = (
        "$5 fine & *bonus* $",
        "黑名单 🚄",
        "W" * 300,
        "a\nline\tand `code`",
        "مراقبة",
        "long words " * 40,
        "",
        "{brace}",
        "_x_",
        "\u202eabc",
    )
    model = BarsModel(
        "motion " * 600,
        "headline",
        tuple(Bar(word, 3, 0.1, i == 2) for i, word in enumerate(words)),
        "footer " * 90,
    )

    picture = draw(model, labels)

    assert len(picture.alt) <= 1024
    assert size(picture)[1] < 1700
    assert len(picture.table.splitlines()) == 12
    assert "`" not in picture.table


@pytest.mark.parametrize("n", [0, 11])
def test_a_card_holds_one_to_ten_bars(labels: Labels, n: int) -> None:
    with pytest.raises(ValueError, match="bars"):
        draw(BarsModel("x", "y", (Bar("a", 1, 0.1),) * n), labels)


def test_a_flow_with_enough_movers_shows_them(labels: Labels) -> None:
    model = flow(labels, ("for", "for", 30), ("against", "against", 20), ("against", "for", 25))

    picture = draw(model, labels)

    assert "For changed more minds, 66.7 points ahead" in picture.alt
    assert "33.3% changed their vote (p < 0.001)" in picture.alt
    assert "Against     25       20" in picture.table


def test_a_flow_with_few_movers_shows_no_bands(labels: Labels) -> None:
    with_bands = flow(labels, ("for", "for", 20), ("against", "against", 20), ("against", "for", 8))
    model = replace(with_bands, cells=((None, None, None),) * 3)

    assert draw(model, labels).png != draw(with_bands, labels).png
    assert draw(model, labels).table.count("–") == 9


def test_withheld_counts_are_said_in_words(labels: Labels) -> None:
    model = FlowModel(
        "x",
        "y",
        (FlowSide("For", None, 20, None), FlowSide("Against", None, 9, None)),
        ((None, None),) * 2,
    )

    picture = draw(model, labels)

    assert "For: first too few to publish, final 20, swing too few to publish" in picture.alt


def test_the_map_names_groups_and_what_they_stand_for(labels: Labels) -> None:
    rng = np.random.default_rng(3)
    votes = np.repeat([[1.0] * 8, [-1.0] * 8], [40, 30], axis=0) * np.where(
        rng.random((70, 8)) < 0.1, -1, 1
    )
    statements = [f"statement {i}" for i in range(8)]
    answers = [
        (f"v{voter}", column, "agree" if stance > 0 else "disagree")
        for voter, row in enumerate(votes)
        for column, stance in enumerate(row)
    ]
    found = sum_up(answers, dict(enumerate(statements)), seed=1, k=5)

    model = map_model(MOTION, found, labels)
    picture = draw(model, labels)

    assert "Group A: 40 members" in picture.alt
    assert "statement" in picture.alt
    assert all(dot.members >= 5 for dot in model.dots)


@given(st.text(max_size=200))
def test_wrapped_lines_fit_their_width(text: str) -> None:
    lines = wrap(text, 20, 300, lines=3)

    assert len(lines) <= 3
    assert all(width_of(line, 20) <= 300 for line in lines)


@given(st.text(max_size=60), st.integers(2, 30))
def test_a_shortened_cell_is_one_line_without_backticks(text: str, most: int) -> None:
    short = shorten(text, most)

    assert "`" not in short
    assert short == " ".join(short.split())


def test_characters_no_font_has_become_one_box() -> None:
    assert drawable("a \U0001f684\U0001f684\U0001f684  b\n") in (
        "a ▯ b",
        "a \U0001f684\U0001f684\U0001f684 b",
    )


def test_a_table_lines_up_with_wide_characters() -> None:
    assert (
        text_table(("x", "n"), [("黑名", "1"), ("ab", "22")])
        == "x      n\n────  ──\n黑名   1\nab    22"
    )


@given(st.lists(st.floats(0, 300), min_size=1, max_size=4).map(sorted))
def test_labels_of_small_sides_do_not_overlap(wanted: list[float]) -> None:
    placed = _apart(wanted, 60, 26, 330)

    assert all(b - a >= 60 - 1e-6 for a, b in pairwise(placed))


def test_the_hull_holds_the_outermost_points() -> None:
    assert set(hull([(0, 0), (2, 0), (1, 1), (2, 2), (0, 2), (1, 0.5)])) == {
        (0, 0),
        (2, 0),
        (2, 2),
        (0, 2),
    }


@pytest.mark.parametrize(
    ("share", "text"), [(0.0, "0"), (0.001, "<1"), (0.5, "50"), (0.999, ">99"), (1.0, "100")]
)
def test_percent_hides_no_vote(share: float, text: str) -> None:
    assert percent(share) == text


def test_every_mark_stands_out_and_is_told_apart_without_colour() -> None:
    """WCAG 2.2: 3:1 for graphics, 4.5:1 for text."""
    assert all(contrast(mark.colour, GROUND) >= 3 for mark in MARKS)
    assert min(contrast(TEXT, GROUND), contrast(SOFT, GROUND)) >= 4.5
    assert (
        len({mark.symbol for mark in MARKS})
        == len({mark.hatch for mark in MARKS})
        == len(MARKS)
        == 10
    )


def contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_word_of_the_pictures_is_used_and_no_other(labels: Labels) -> None:
    files = [*(ROOT / "bot" / "pictures").glob("*.py"), *(ROOT / "bot" / "results").glob("*.py")]
    nodes = [
        node for path in files for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    ]
    strings = {
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    calls = [
        node
        for node in nodes
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "fill"
    ]
    keys = [
        key
        for call in calls
        for key in (
            (call.args[0].body, call.args[0].orelse)
            if isinstance(call.args[0], ast.IfExp)
            else call.args[:1]
        )
    ]
    asked = {key.value for key in keys if isinstance(key, ast.Constant)}

    assert asked <= labels.texts.keys()
    assert [
        key
        for key in labels.texts
        if key.removesuffix(".one").removesuffix(".other").removesuffix("_count") not in strings
    ] == []


def test_a_bound_stands_in_for_a_count_and_its_share(labels: Labels) -> None:
    bars = (Bar("Tea", 33, 0.75, leads=True), Bar("Coffee", 0, 0.0, figure="<5"))

    picture = draw(BarsModel(MOTION, "Tea is approved by most", bars), labels)

    assert "Coffee: <5" in picture.alt
    assert "33 votes, 75%" in picture.alt
    assert picture.table.splitlines()[-1].split() == ["Coffee", "<5"]


@pytest.mark.parametrize("rounds", [1, 3, 9])
def test_a_runoff_is_drawn_described_and_tabled_by_rounds(labels: Labels, rounds: int) -> None:
    names = tuple(f"{n} left" for n in range(rounds + 1, 1, -1))
    rows = tuple(
        RoundsRow(
            f"An option with quite a long name {i}",
            tuple(40 - i if place <= rounds - i else None for place in range(rounds)),
            leads=i == 0,
        )
        for i in range(rounds + 1)
    )
    model = RoundsModel(MOTION, "Won", names, (200,) * rounds, rows, "100 members voted")

    picture = draw(model, labels)

    assert size(picture)[0] == 1200
    assert len(picture.alt) <= ALT_LIMIT
    assert all(name in picture.alt for name in names)
    assert len(picture.table.splitlines()) == len(rows) + 2
    assert picture.table.splitlines()[2].startswith("★")
