"""What a release is made of is whole: one version, a changelog in order, workflows and templates
that are valid, an sdist that builds and is complete.
"""

from __future__ import annotations

import importlib.util
import re
import runpy
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import yaml
from hatchling.builders.sdist import SdistBuilder

ROOT = Path(__file__).parents[2]
GITHUB = ROOT / ".github"
SCHEMAS = {
    "workflows/check.yml": "vendor.github-workflows",
    "workflows/release.yml": "vendor.github-workflows",
    "dependabot.yml": "vendor.dependabot",
    "ISSUE_TEMPLATE/bug.yml": "vendor.github-issue-forms",
    "ISSUE_TEMPLATE/answer.yml": "vendor.github-issue-forms",
    "ISSUE_TEMPLATE/config.yml": "vendor.github-issue-config",
}
_HEADING = re.compile(r"^## (\d+\.\d+\.\d+) \((unreleased|\d{4}-\d{2}-\d{2})\)$")


def project() -> dict[str, Any]:
    return dict(tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"])


def workflow(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load((GITHUB / "workflows" / name).read_text("utf-8")))


@pytest.mark.parametrize(("file", "schema"), SCHEMAS.items())
def test_what_the_host_reads_is_valid(file: str, schema: str) -> None:
    program = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema]

    done = subprocess.run(
        [*program, str(GITHUB / file)], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout


def test_every_file_of_the_host_has_a_schema() -> None:
    assert {str(path.relative_to(GITHUB)) for path in GITHUB.rglob("*.yml")} == set(SCHEMAS)


def test_each_python_that_is_promised_is_tried() -> None:
    promised = {
        found[1]
        for one in project()["classifiers"]
        if (found := re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", one))
    }

    assert set(workflow("check.yml")["jobs"]["check"]["strategy"]["matrix"]["python"]) == promised
    assert project()["requires-python"] == f">={min(promised, key=lambda v: int(v[2:]))}"


@pytest.mark.parametrize("name", ["check.yml", "release.yml"])
def test_workflows_run_what_there_is_and_may_no_more_than_they_need(name: str) -> None:
    found = workflow(name)
    text = (GITHUB / "workflows" / name).read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))

    assert found["permissions"] == {"contents": "read"}
    assert all("timeout-minutes" in job for job in found["jobs"].values())
    assert set(re.findall(r"\bmake ([a-z]+)", text)) <= targets
    assert (ROOT / ".ci" / "run").is_file()


def test_the_changelog_begins_with_this_version_and_falls() -> None:
    """Only the newest may be unreleased, and each line is one change in a sentence."""
    lines = (ROOT / "CHANGELOG.md").read_text("utf-8").splitlines()
    headings = [_HEADING.match(line) for line in lines if line.startswith("## ")]
    versions = [tuple(map(int, one[1].split("."))) for one in headings if one]

    assert all(headings), "## VERSION (DAY or unreleased)"
    assert ".".join(map(str, versions[0])) == project()["version"]
    assert versions == sorted(set(versions), reverse=True)
    assert not [one for one in headings[1:] if one and one[2] == "unreleased"]
    changes = re.findall(r"^- (.+(?:\n  .+)*)", "\n".join(lines), re.MULTILINE)
    for change in changes:
        assert change[0].isupper() or change[0] in "`/“", change
        assert change.rstrip()[-1] in ".)`”", change
    assert len(changes) == len(set(changes))


def sbom() -> ModuleType:
    """The script, which is no module of a package."""
    spec = importlib.util.spec_from_file_location("sbom", ROOT / "deploy" / "sbom.py")
    assert spec
    assert spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


def lists() -> tuple[dict[str, Any], dict[str, Any]]:
    """One part, as the environment and as the lock has it."""
    part = {"bom-ref": "A_b==1", "name": "A_b", "version": "1", "licenses": [{}]}
    edges = [{"ref": "root", "dependsOn": ["A_b==1"]}]
    reference = {"type": "distribution", "hashes": [{"alg": "SHA-256", "content": "00"}]}
    locked = {"name": "a-b", "version": "1", "externalReferences": [reference]}
    return {"components": [part], "dependencies": edges}, {"components": [locked]}


def test_the_list_of_parts_has_licenses_hashes_and_edges() -> None:
    installed, locked = lists()

    (part,) = sbom().joined(installed, locked)["components"]

    assert part["externalReferences"][0]["hashes"]
    assert part["licenses"]


@pytest.mark.parametrize("lack", ["license", "hash", "nothing needs it", "no parts"])
def test_a_list_of_parts_that_lacks_something_is_refused(lack: str) -> None:
    installed, locked = lists()
    if lack == "license":
        del installed["components"][0]["licenses"]
    elif lack == "hash":
        locked["components"][0]["version"] = "2"
    elif lack == "nothing needs it":
        installed["dependencies"] = []
    else:
        installed["components"] = []

    with pytest.raises(ValueError, match=lack):
        sbom().joined(installed, locked)


def test_an_sdist_holds_all_that_is_needed_to_test_it(tmp_path: Path) -> None:
    (made,) = SdistBuilder(str(ROOT)).build(directory=str(tmp_path))
    with tarfile.open(made) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}

    sources = {
        str(path.relative_to(ROOT))
        for folder in ("bot", "tests", "deploy", "knowledge", "prompts")
        for path in (ROOT / folder).rglob("*.*")
        if path.is_file() and path.suffix in {".py", ".yaml", ".yml", ".md", ".json", ".npz"}
    }
    assert sources <= inside
    assert {"Makefile", "requirements-dev.txt", "SECURITY.md", ".ci/run"} <= inside
    assert not [name for name in inside if name.endswith((".pyc", ".db")) or "/.env" in name]


def test_a_wheel_brings_what_was_learned_for_it_where_it_was(tmp_path: Path) -> None:
    hook = runpy.run_path(str(ROOT / "deploy" / "wheel.py"))["CustomBuildHook"]
    built = SimpleNamespace(root=str(tmp_path))
    without: dict[str, Any] = {"force_include": {}}
    hook.initialize(built, "standard", without)
    learned = tmp_path / "build" / "learned"
    learned.mkdir(parents=True)

    brought: dict[str, Any] = {"force_include": {}}
    hook.initialize(built, "standard", brought)

    assert without["force_include"] == {}
    assert brought["force_include"] == {str(learned): "bot/_data/learned"}
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert "EYEBOT_CACHE=build/learned" in makefile.partition("\ndist:")[2].partition("\n\n")[0]
