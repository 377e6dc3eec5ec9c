"""Result pictures: what is drawn and described, with awkward words and withheld numbers."""

from __future__ import annotations

import ast
import re
import unicodedata
from dataclasses import replace
from datetime import timedelta
from itertools import combinations, pairwise
from pathlib import Path
from struct import unpack

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.debate.models import Debate, Result
from bot.pictures.describe import describe, percent
from bot.pictures.draw import draw
from bot.pictures.flow import _apart
from bot.pictures.fonts import drawable
from bot.pictures.opinion_map import hull
from bot.pictures.sheet import Sheet, width_of, wrap
from bot.pictures.style import (
    DARK,
    HEADLINE,
    LABEL,
    LEAST,
    LIGHT,
    PHONE,
    SCALE,
    SMALL,
    WIDTH,
    Ground,
    group_mark,
    mark_of,
)
from bot.results.comparing import compare_model, trend_model
from bot.results.picture_models import (
    ALT_LIMIT,
    Bar,
    BarsModel,
    FlowModel,
    Labels,
    PairsModel,
    Picture,
    PictureModel,
    RoundsModel,
    RoundsRow,
    StackedModel,
)
from bot.results.result_models import map_model, result_model
from bot.results.text_table import fold, shorten, text_table
from tests import samples

ROOT = Path(__file__).parents[3]
TALLEST = 520
"""Units: Discord shows a picture at most 350 pixels tall, where one of 520 is 270 wide."""


@pytest.fixture(scope="module")
def labels() -> Labels:
    return samples.labels()


@pytest.fixture(scope="module")
def debates() -> dict[str, tuple[Debate, Result]]:
    return samples.all_samples()


def model_of(sample: tuple[Debate, Result], labels: Labels) -> PictureModel:
    model = result_model(*sample, labels)
    assert model is not None
    return model


def every_model(debates: dict[str, tuple[Debate, Result]], labels: Labels) -> list[PictureModel]:
    week = timedelta(days=7)
    first, second = debates["oxford-withheld"], debates["oxford"]
    later = (replace(second[0], opened_at=second[0].opened_at + week), second[1])
    views = [samples.view(first), samples.view(later)]
    more = (
        map_model(*debates["groups"], labels, you=1),
        compare_model(views[0], views[1], labels),
        trend_model(views, labels),
    )
    found = [*(model_of(sample, labels) for sample in debates.values()), *more]
    assert all(found)
    return [model for model in found if model]


def size(picture: Picture) -> tuple[int, int]:
    assert picture.png.startswith(b"\x89PNG\r\n")
    width, height = unpack(">II", picture.png[16:24])
    return width, height


def test_every_picture_is_read_on_a_phone_and_fits_beside_its_message(
    debates: dict[str, tuple[Debate, Result]], labels: Labels
) -> None:
    for model in every_model(debates, labels):
        width, height = size(draw(model, labels))

        assert width == WIDTH * SCALE
        assert height <= TALLEST * SCALE, type(model)


def test_no_text_is_under_nine_pixels_on_a_phone() -> None:
    assert min(HEADLINE, LABEL, SMALL) * PHONE / WIDTH >= 9
    with pytest.raises(ValueError, match="too small"):
        Sheet(100, DARK).text(10, 10, "tiny", LEAST - 0.5)


def test_the_light_ground_is_another_picture_with_the_same_words(
    debates: dict[str, tuple[Debate, Result]], labels: Labels
) -> None:
    for model in every_model(debates, labels):
        dark, light = draw(model, labels), draw(model, labels, light=True)

        assert dark.png != light.png
        assert dark.alt == light.alt


def test_every_picture_is_told_in_whole_sentences(
    debates: dict[str, tuple[Debate, Result]], labels: Labels
) -> None:
    for model in every_model(debates, labels):
        alt = draw(model, labels).alt

        assert len(alt) <= ALT_LIMIT
        assert alt.endswith((".", "”"))
        assert "→" not in alt
        assert "**" not in alt
        assert samples.MOTION in alt
        assert model.headline.replace("→", "to") in alt


def test_a_poll_is_told_with_its_score_and_every_count(
    debates: dict[str, tuple[Debate, Result]], labels: Labels
) -> None:
    alt = draw(model_of(debates["poll"], labels), labels).alt

    assert alt == (
        "For wins, 8 to 3 (1 undecided). The motion: “A score for citizens would do more good than "
        "harm.” For: 8 votes, 67%. Against: 3 votes, 25%. Undecided: 1 vote, 8%. 12 votes."
    )


def test_a_swing_with_all_cells_shows_who_moved_where(
    debates: dict[str, tuple[Debate, Result]], labels: Labels
) -> None:
    model = model_of(debates["oxford"], labels)

    assert isinstance(model, FlowModel)
    alt = draw(model, labels).alt
    assert "For went from 14 to 35." in alt
    assert "11 members moved from Against to For." in alt


def test_a_swing_with_withheld_cells_shows_both_votes_and_no_empty_middle(
    debates: dict[str, tuple[Debate, Result]], labels: Labels
) -> None:
    model = model_of(debates["oxford-withheld"], labels)

    assert isinstance(model, PairsModel)
    assert [(row.first, row.second) for row in model.rows] == [
        (12 / 40, 25 / 40),
        (22 / 40, 13 / 40),
        (6 / 40, 2 / 40),
    ]
    assert "For: 12 to 25." in draw(model, labels).alt


def test_statements_stand_whole_with_all_three_answers(
    debates: dict[str, tuple[Debate, Result]], labels: Labels
) -> None:
    debate, result = debates["statements"]
    model = result_model(debate, result, labels)

    assert isinstance(model, StackedModel)
    assert result.statements is not None
    counts = {one.statement: one for one in result.statements.counts}
    for row in model.rows:
        one = counts[row.statement]
        assert (row.agree, row.passed, row.disagree) == (one.agree, one.passed, one.disagree)
        assert row.statement in samples.STATEMENTS


@given(st.text(min_size=5, max_size=140))
def test_no_statement_is_cut_in_a_picture(text: str) -> None:
    """The longest that can be brought has 140 characters."""
    lines = wrap(text, LABEL, WIDTH - 28, lines=99)

    assert len(lines) <= 9


def test_groups_are_told_by_what_they_stand_for(
    debates: dict[str, tuple[Debate, Result]], labels: Labels
) -> None:
    model = result_model(*debates["groups"], labels)

    assert isinstance(model, StackedModel)
    assert [group.members for group in model.groups] == [32, 28]
    assert all(group.stands_for for group in model.groups)


def test_the_map_says_which_group_you_are_closest_to(
    debates: dict[str, tuple[Debate, Result]], labels: Labels
) -> None:
    model = map_model(*debates["groups"], labels)
    mine = map_model(*debates["groups"], labels, you=1)

    assert model is not None
    assert mine is not None
    assert "closest" not in draw(model, labels).alt
    assert "You're closest to group B." in draw(mine, labels).alt
    assert all(dot.members >= 5 for dot in model.dots)


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
        tuple(Bar(word, 3, 0.1, i == 2, sign="ABCDEFGHIJ"[i]) for i, word in enumerate(words)),
        "footer " * 90,
    )

    picture = draw(model, labels)

    assert len(picture.alt) <= ALT_LIMIT
    assert size(picture)[1] < 750 * SCALE


@pytest.mark.parametrize("n", [0, 11])
def test_a_card_holds_one_to_ten_bars(labels: Labels, n: int) -> None:
    with pytest.raises(ValueError, match="bars"):
        draw(BarsModel("x", "y", (Bar("a", 1, 0.1),) * n), labels)


@given(st.lists(st.text(max_size=300), max_size=9))
def test_a_description_ends_between_sentences(texts: list[str]) -> None:
    said = describe(texts, samples.labels())

    assert len(said) <= ALT_LIMIT
    assert not said or said[-1] in ".!?…”"


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


def _terminal_columns(line: str) -> int:
    """A mark that combines with the letter before it takes none, a wide letter two."""
    bare = (one for one in line if not unicodedata.combining(one))
    return sum(1 + (unicodedata.east_asian_width(one) in "WF") for one in bare)


@given(st.text(max_size=300), st.integers(2, 50))
@example("00\ua6f0", 2)
def test_folded_lines_fit_and_lose_no_word(text: str, most: int) -> None:
    lines = fold(text, most)

    assert all(_terminal_columns(line) <= most for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


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


@pytest.mark.parametrize("ground", [DARK, LIGHT], ids=["dark", "light"])
def test_everything_stands_out_on_both_grounds(ground: Ground) -> None:
    """WCAG 2.2: 4.5:1 for text, a letter on its disc included, and 3:1 for graphics."""
    assert min(contrast(ground.text, ground.paper), contrast(ground.soft, ground.paper)) >= 4.5
    for tint, colour in ground.tints.items():
        assert contrast(colour, ground.track) >= 3, tint
        assert contrast(colour, ground.paper) >= (4.5 if tint in LETTERED else 3), tint


LETTERED = {"option", *(group_mark(i).tint for i in range(5))}


@pytest.mark.parametrize("ground", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("blindness", ["protan", "deutan", "tritan"])
def test_sides_are_told_apart_by_colour_blind_readers(ground: Ground, blindness: str) -> None:
    """By the distance of their colours in CIELAB, of which 10 is plainly seen; their symbols differ
    as well.
    """
    sides = [as_seen(ground.tints[tint], blindness) for tint in ("for", "against", "between")]

    assert all(float(np.linalg.norm(a - b)) > 10 for a, b in combinations(sides, 2))


def test_sides_have_a_symbol_and_everything_else_a_letter() -> None:
    assert [mark_of(sign).symbol for sign in "▲▼◆"] == ["^", "v", "D"]
    assert mark_of("C").letter == "C"
    assert [group_mark(i).letter for i in range(3)] == ["A", "B", "C"]


MACHADO = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
               (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
               (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
               (0.004733, 0.691367, 0.303900)),
}  # fmt: skip
"""Machado, Oliveira & Fernandes, IEEE TVCG 15, 2009, 1291-1298, for severity 1."""
XYZ = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
WHITE = (0.9505, 1.0, 1.089)


def linear(colour: str) -> np.ndarray:
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def as_seen(colour: str, blindness: str) -> np.ndarray:
    """The colour in CIELAB as one who is blind so sees it."""
    seen = np.clip(np.array(MACHADO[blindness]) @ linear(colour), 0, 1)
    ratio = np.array(XYZ) @ seen / np.array(WHITE)
    cube = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    x, y, z = cube
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def contrast(one: str, other: str) -> float:
    lights = sorted(float(np.array(XYZ[1]) @ linear(colour)) for colour in (one, other))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def test_every_word_of_the_pictures_is_used_and_no_other(labels: Labels) -> None:
    files = [*(ROOT / "bot" / "pictures").glob("*.py"), *(ROOT / "bot" / "results").glob("*.py")]
    files += (ROOT / "bot" / "adapters").rglob("*.py")
    nodes = [
        node for path in files for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    ]
    pieces = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    whole = {
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in pieces
    }
    built = [
        re.compile("".join(map(_pattern, node.values)))
        for node in nodes
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant)
        and "." in str(node.values[0].value)
    ]  # fmt: skip

    left = []
    for key in labels.texts:
        plain = key.removesuffix(".one").removesuffix(".other").removesuffix("_count")
        names = {key, plain, f"pictures.{key}", f"pictures.{plain}"}
        if not (names & whole or any(one.fullmatch(name) for one in built for name in names)):
            left.append(key)
    assert left == []


def _pattern(part: ast.expr) -> str:
    return re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z_-]+"


@pytest.mark.parametrize("rounds", [1, 3, 9])
def test_a_runoff_is_drawn_and_described_by_rounds(labels: Labels, rounds: int) -> None:
    names = tuple(f"{n} left" for n in range(rounds + 1, 1, -1))
    rows = tuple(
        RoundsRow(
            f"An option with quite a long name {i}",
            tuple(40 - i if place <= rounds - i else None for place in range(rounds)),
            leads=i == 0,
            sign="ABCDEFGHIJ"[i],
        )
        for i in range(rounds + 1)
    )
    model = RoundsModel("A motion", "Won", names, (200,) * rounds, rows, "100 members voted.")

    picture = draw(model, labels)

    assert size(picture)[0] == WIDTH * SCALE
    assert len(picture.alt) <= ALT_LIMIT
    assert all(name in picture.alt for name in names)
