"""One list of all parts: what is installed knows licenses and who needs whom, the lock knows the
hashes. `python deploy/sbom.py INSTALLED.json LOCKED.json OUT.json` joins the two, both CycloneDX,
and refuses a list in which a part lacks its license, its hashes or whoever needs it.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

_UNSAID = {"wordllama": "MIT"}
"""Licenses that a part's metadata has as a text rather than a name."""
Part = dict[str, Any]


def name_of(part: Part) -> str:
    """As the index compares names."""
    return re.sub(r"[-_.]+", "-", str(part["name"])).lower()


def joined(installed: Part, locked: Part) -> Part:
    """The installed list with the lock's hashes. Raises ValueError naming what a part lacks."""
    hashes = {
        (name_of(part), part["version"]): part["externalReferences"]
        for part in locked["components"]
    }
    needed = {one for edges in installed["dependencies"] for one in edges.get("dependsOn", ())}
    lacks: list[str] = []
    for part in installed["components"]:
        name = name_of(part)
        if name in _UNSAID and not part.get("licenses"):
            part["licenses"] = [{"license": {"id": _UNSAID[name], "acknowledgement": "concluded"}}]
        found = hashes.get((name, part["version"]), ())
        part.setdefault("externalReferences", []).extend(found)
        lacks += [f"{name}: no license"] if not part.get("licenses") else []
        lacks += [f"{name}: no hash"] if not any(one.get("hashes") for one in found) else []
        lacks += [f"{name}: nothing needs it"] if part["bom-ref"] not in needed else []
    if lacks or not installed["components"]:
        raise ValueError("; ".join(lacks) or "no parts")
    return installed


def main(installed: str, locked: str, out: str) -> None:
    """Read, join, write."""
    lists = (json.loads(Path(one).read_text("utf-8")) for one in (installed, locked))
    try:
        whole = joined(*lists)
    except ValueError as error:
        sys.exit(f"sbom: {error}")
    Path(out).write_text(json.dumps(whole, indent=1), "utf-8")
    edges = sum(len(one.get("dependsOn", ())) for one in whole["dependencies"])
    parts = len(whole["components"])
    sys.stdout.write(f"{out}: {parts} parts, each with license and hashes, {edges} edges\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
