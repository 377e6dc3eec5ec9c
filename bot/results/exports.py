"""A closed debate as files: only what was published, and the arguments that were shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.debate.contributions import Contribution
from bot.debate.models import View
from bot.results.export_page import Export, ExportedArgument, write_csv, write_json, write_page
from bot.results.export_tables import result_tables
from bot.results.picture_models import Labels, Picture
from bot.results.result_text import ending, moved_line
from bot.wording import Wording


def export_files(
    view: View,
    wording: Wording,
    k: int,
    *,
    arguments: Sequence[Contribution] = (),
    picture: Picture | None = None,
    light: Picture | None = None,
    locale: str = "en",
) -> Mapping[str, bytes]:
    """File name -> what it holds: CSV, JSON and a web page of its own. `light` is the picture once
    more, on a light ground.
    """
    debate, result = view.debate, view.result

    def say(key: str, **slots: object) -> str:
        return wording.say(key, locale, **slots)

    labels = Labels(wording.under("pictures", locale))
    export = Export(
        debate.motion,
        ending(debate, result, say, k) if result else "",
        result_tables(debate, result, labels) if result else (),
        picture,
        debate.conclusion,
        tuple(
            ExportedArgument(say(f"debate.option.{one.side}"), one.text, one.citation)
            for one in arguments
        ),
        moved_line(result, say) if result else "",
        light,
    )
    name = f"debate-{debate.id}"
    return {
        f"{name}.csv": write_csv(export, labels).encode(),
        f"{name}.json": write_json(export).encode(),
        f"{name}.html": write_page(export, labels, language=locale).encode(),
    }
