"""A published result as files: a web page that needs nothing but itself, CSV and JSON."""

from __future__ import annotations

import csv
import json
import re
from base64 import b64encode
from dataclasses import asdict, dataclass, replace
from html import escape
from io import StringIO
from itertools import chain

from bot.results.export_tables import Cell, Row, Table
from bot.results.picture_models import Labels, Picture
from bot.typed import visible


@dataclass(frozen=True, slots=True)
class ExportedArgument:
    """A member's argument; `source` is its citation, empty where there is none."""

    side: str
    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Export:
    """All that a page tells. Every figure in it must have passed the rules of publication."""

    motion: str
    headline: str
    tables: tuple[Table, ...]
    picture: Picture | None = None
    conclusion: str = ""
    arguments: tuple[ExportedArgument, ...] = ()
    note: str = ""
    light: Picture | None = None
    """The picture on a light ground, for readers whose page is light."""


_STYLE = """
:root { color-scheme: light dark; --ground: #fbfbfa; --text: #1c1e22;
  --soft: #565c66; --line: #d5d8dd; --panel: #f0f1f3; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #17191e; --text: #eceef1; --soft: #a9b0bb; --line: #393e48; --panel: #22252c; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text);
  font: 1.05rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1.1rem 4rem; }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .4rem; }
h2 { font-size: 1.15rem; margin: 2.2rem 0 .6rem; }
.lead { font-size: 1.2rem; margin: 0 0 1.4rem; color: var(--soft); }
img { display: block; width: 100%; max-width: 34rem; height: auto; border-radius: 12px; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding: 1.4rem 0 .4rem; }
th, td { padding: .4rem .6rem; border-bottom: 1px solid var(--line);
  text-align: right; vertical-align: top; overflow-wrap: normal; }
td { white-space: nowrap; }
th:first-child { text-align: left; overflow-wrap: anywhere; min-width: 9rem; }
tbody th { font-weight: 400; }
blockquote { margin: 0; padding: .8rem 1rem; background: var(--panel);
  border-left: 4px solid var(--soft); border-radius: 6px; }
ul { padding: 0; list-style: none; display: grid; gap: .7rem;
  grid-template-columns: repeat(auto-fit, minmax(17rem, 1fr)); }
li { padding: .7rem .9rem; background: var(--panel); border-radius: 8px; }
small { display: block; color: var(--soft); }
@media print { li, blockquote { break-inside: avoid; } }
"""


def write_page(export: Export, labels: Labels, *, language: str = "en") -> str:
    """A whole HTML document. Its policy lets it load nothing and run nothing; every text in it is
    escaped.
    """
    export = shown(export)
    policy = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
    body = "\n".join(part for part in _parts(export, labels) if part)
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta '
        'name="referrer" content="no-referrer">\n'
        f"<title>{escape(export.motion)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _parts(export: Export, labels: Labels) -> tuple[str, ...]:
    return (
        f'<h1>{escape(export.motion)}</h1>\n<p class="lead">{escape(export.headline)}</p>',
        _image(export.picture, export.light),
        *(_table(table) for table in export.tables),
        f"<p><small>{escape(labels.fill('page.not_shown'))}</small></p>"
        if _has_hidden(export.tables)
        else "",
        _section(labels.fill("conclusion"), f"<blockquote>{_lines(export.conclusion)}</blockquote>")
        if export.conclusion
        else "",
        _section(labels.fill("page.cards"), _arguments(export.arguments, labels))
        if export.arguments
        else "",
        f"<p><small>{_lines(export.note)}</small></p>" if export.note else "",
    )


def _image(dark: Picture | None, light: Picture | None) -> str:
    if dark is None:
        return ""
    alt = f'alt="{escape(dark.alt)}"'
    if light is None:
        return f'<img {alt} src="{_inline(dark)}">'
    media = 'media="(prefers-color-scheme: dark)"'
    source = f'<source {media} srcset="{_inline(dark)}">'
    return f'<picture>{source}<img {alt} src="{_inline(light)}"></picture>'


def _inline(picture: Picture) -> str:
    return f"data:image/png;base64,{b64encode(picture.png).decode()}"


def _section(title: str, inner: str) -> str:
    return f"<section>\n<h2>{escape(title)}</h2>\n{inner}\n</section>"


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in table.header)
    rows = "\n".join(map(_row, table.rows))
    caption = f"<caption>{escape(table.caption)}</caption>"
    whole = f"{caption}<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>"
    return f'<div class="scroll"><table>{whole}</table></div>'


def _row(row: Row) -> str:
    cells = "".join(f"<td>{_figure(cell)}</td>" for cell in row.cells)
    return f'<tr><th scope="row">{escape(row.name)}</th>{cells}</tr>'


def _arguments(arguments: tuple[ExportedArgument, ...], labels: Labels) -> str:
    items = "\n".join(
        f"<li><small>{escape(one.side)}</small>{_lines(one.text)}"
        + (
            f"<small>{escape(labels.fill('page.source', source=one.source))}</small>"
            if one.source
            else ""
        )
        + "</li>"
        for one in arguments
    )
    note = escape(labels.fill("page.cards_from_members"))
    return f"<p><small>{note}</small></p>\n<ul>\n{items}\n</ul>"


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.splitlines())


def _figure(cell: Cell) -> str:
    if isinstance(cell, str):
        return escape(cell)
    return "–" if cell is None else f"{cell:,}".replace("-", "−")


def _has_hidden(tables: tuple[Table, ...]) -> bool:
    return any(cell is None for table in tables for row in table.rows for cell in row.cells)


def write_csv(export: Export, labels: Labels) -> str:
    """One figure a line: table, row, column, figure; a suppressed figure is empty.

    Names that a spreadsheet would run as a formula get an apostrophe in front, also where it takes
    another separator than the comma.
    """
    export = shown(export)
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_NONNUMERIC)
    writer.writerow(
        [
            labels.fill("result"),
            labels.fill("page.row"),
            labels.fill("page.column"),
            labels.fill("page.count"),
        ]
    )
    for table in export.tables:
        for name, column, cell in chain.from_iterable(_cells(table, row) for row in table.rows):
            writer.writerow(
                [
                    _harmless(table.caption),
                    _harmless(name),
                    _harmless(column),
                    "" if cell is None else cell,
                ]
            )
    return out.getvalue()


def _cells(table: Table, row: Row) -> list[tuple[str, str, Cell]]:
    return [
        (row.name, column, cell) for column, cell in zip(table.header[1:], row.cells, strict=True)
    ]


def _harmless(text: str) -> str:
    """Spreadsheets run cells that begin with these (OWASP, "CSV Injection"), and many take a
    semicolon or a tab for the end of a cell.
    """
    return _FORMULA.sub(r"\1'\2", text)


_FORMULA = re.compile(r"""(^|[;,|\t\r\n"])([ ]*[=+\-@]|[\t\r])""")


def shown(export: Export) -> Export:
    """Every text in it without what no reader sees."""
    return replace(
        export,
        motion=visible(export.motion),
        headline=visible(export.headline),
        conclusion=visible(export.conclusion),
        note=visible(export.note),
        arguments=tuple(
            ExportedArgument(*(visible(part) for part in (one.side, one.text, one.source)))
            for one in export.arguments
        ),
        tables=tuple(
            replace(
                table,
                caption=visible(table.caption),
                rows=tuple(replace(row, name=visible(row.name)) for row in table.rows),
            )
            for table in export.tables
        ),
    )


def write_json(export: Export) -> str:
    """The same as JSON, the picture left out; a suppressed figure is null."""
    export = shown(export)
    whole = asdict(export)
    whole.pop("picture")
    whole.pop("light")
    if export.picture is not None:
        whole["description"] = export.picture.alt
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
