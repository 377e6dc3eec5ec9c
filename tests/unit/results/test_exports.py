"""The exported page needs nothing but itself and runs nothing; the files hold what the page
shows.
"""

import csv
import json
from dataclasses import replace
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import numpy as np
import pytest

from bot.debate.maths.consensus import StatementCounts
from bot.debate.maths.swing import measure_swing
from bot.debate.maths.tally import tally
from bot.debate.publishing.published import publish_swing
from bot.debate.publishing.statements import sum_up
from bot.results.export_page import Export, ExportedArgument, write_csv, write_json, write_page
from bot.results.export_tables import (
    Row,
    Table,
    consensus_tables,
    group_table,
    statements_table,
    swing_tables,
    tally_table,
)
from bot.results.picture_models import Labels, Picture
from bot.wording.templates import read_locale

PROMPTS = Path(__file__).parents[3] / "prompts" / "en"
EVIL = "<script>alert('x')</script> & \"quotes\" <img src=https://example.org/x.png onerror=1>"


@pytest.fixture(scope="module")
def labels() -> Labels:
    return Labels(
        {
            key.removeprefix("pictures."): one.text
            for key, one in read_locale(PROMPTS).items()
            if key.startswith("pictures.")
        }
    )


@pytest.fixture
def export(labels: Labels) -> Export:
    counted = tally(("a", "b"), {"a": 1200, "b": 7})
    tables = (
        tally_table(counted, {"a": EVIL, "b": "=1+1"}, labels),
        Table("T", ("x", "y"), (Row("r", (None,)),)),
    )
    return Export(
        EVIL,
        EVIL,
        tables,
        Picture(b"png", EVIL),
        EVIL + "\nsecond line",
        (ExportedArgument(EVIL, EVIL, EVIL),),
        EVIL,
    )


class Tags(HTMLParser):
    """Collects tags, attributes and whether every tag is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "img", "br", "source"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_runs_and_loads_nothing(export: Export, labels: Labels) -> None:
    found = Tags(write_page(export, labels))

    assert found.open == []
    assert not {tag for tag, _ in found.tags} & {"script", "link", "iframe", "object", "form", "a"}
    images = [attributes for tag, attributes in found.tags if tag == "img"]
    assert len(images) == 1
    assert str(images[0]["src"]).startswith("data:image/png;base64,")
    assert images[0]["alt"] == EVIL
    assert not [
        name for _, attributes in found.tags for name in attributes if name.startswith("on")
    ]


def test_a_light_page_has_the_light_picture_and_a_dark_one_the_dark(
    export: Export, labels: Labels
) -> None:
    both = replace(export, light=Picture(b"light", EVIL))

    found = Tags(write_page(both, labels))

    sources = [attributes for tag, attributes in found.tags if tag == "source"]
    images = [attributes for tag, attributes in found.tags if tag == "img"]
    assert found.open == []
    assert [one["media"] for one in sources] == ["(prefers-color-scheme: dark)"]
    assert sources[0]["srcset"] == "data:image/png;base64,cG5n"
    assert images[0]["src"] == "data:image/png;base64,bGlnaHQ="
    assert "light" not in json.loads(write_json(both))


def test_the_page_serves_both_themes_and_screen_readers(export: Export, labels: Labels) -> None:
    page = write_page(export, labels, language="en")

    assert "prefers-color-scheme: dark" in page
    assert '<html lang="en">' in page
    assert page.count('scope="row"') == 3


def test_a_suppressed_figure_is_a_dash_nothing_and_null(export: Export, labels: Labels) -> None:
    assert "<td>–</td>" in write_page(export, labels)
    assert list(csv.reader(StringIO(write_csv(export, labels))))[-1] == ["T", "r", "y", ""]
    assert json.loads(write_json(export))["tables"][1]["rows"][0]["cells"] == [None]


def test_a_spreadsheet_runs_no_name_as_a_formula(export: Export, labels: Labels) -> None:
    rows = list(csv.reader(StringIO(write_csv(export, labels))))

    assert rows[3][1] == "'=1+1"
    assert rows[1][3] == "1200"


def test_an_empty_export_has_no_empty_parts(labels: Labels) -> None:
    page = write_page(Export("Motion", "Headline", ()), labels)

    assert "<section>" not in page
    assert "<img" not in page
    assert "too few" not in page


def test_statements_few_saw_alike_are_in_no_table(labels: Labels) -> None:
    answers = [(f"v{n}", 0, "agree") for n in range(9)]
    answers += [
        (f"v{n}", column, stance)
        for n in range(12)
        for column, stance in ((1, "agree"), (2, "disagree"))
    ]
    found = sum_up(answers, {0: "nine alike", 1: "twelve alike", 2: "rejected"}, seed=1, k=5)

    agreed, rejected = consensus_tables(found, labels)

    assert agreed.rows == (Row("twelve alike", (12, 0, 0, 75.8, 100.0)),)
    assert rejected.rows == (Row("rejected", (0, 12, 0, 0.0, 24.2)),)


def test_swing_statements_and_groups_become_tables(labels: Labels) -> None:
    before = {str(i): ("for", "against")[i % 2] for i in range(40)}
    swing = publish_swing(
        measure_swing(before, {**before, "1": "for"}, rng=np.random.default_rng(1))
    )
    assert swing is not None

    result, moves = swing_tables(
        swing, {"for": "For", "against": "Against", "undecided": "Undecided"}, labels
    )

    assert result.rows[0] == Row("For", (20, 21, 2.5))
    assert moves.rows[0].cells[0] is None
    assert statements_table((StatementCounts("s", 5, 4, 3),), labels).rows == (
        Row("s", (5, 4, 3, 19.3, 68.0)),
    )
    assert group_table("A", {"s": (5, None, None)}, labels).rows == (Row("s", (5, None, None)),)
