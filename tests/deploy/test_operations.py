"""What an operator is told to type works as it is written, and what wakes them up does so."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml
from click.exceptions import Exit, MissingParameter
from sqlalchemy import text

from bot.cli import app
from tests.storage.conftest import postgres  # noqa: F401  # a fixture
from tests.storage.opening import open_engine

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
PAGES = (DEPLOY / "RUNBOOK.md", ROOT / "README.md", ROOT / "CONTRIBUTING.md")
_CODE = re.compile(r"`([^`\n]+)`|^    (\S.*)$", re.MULTILINE)
_STAND_INS = {"FILE": "file", "@FILE": "@file", "URL": "sqlite+aiosqlite:///x", "REV": "0001",
              "REVISION": "0001", "ID": "1"}  # fmt: skip


def commands(program: str) -> list[tuple[str, str]]:
    """Every command of a program in the pages, with its page."""
    found = []
    for page in PAGES:
        for spans in _CODE.findall(page.read_text("utf-8")):
            code = re.split(r"\s{2,}|\s+#", next(filter(None, spans)))[0]
            parts = re.split(r" && |; ", code)
            named = re.compile(rf"(?:EYEBOT_\w+=\S+ )?{re.escape(program)} ")
            found += [(page.name, part) for part in parts if named.match(part)]
    return sorted(set(found))


def _variants(command: str) -> list[list[str]]:
    """`db backup FILE | restore` is two commands; what is optional is left in."""
    words = re.sub(r"^(?:EYEBOT_\w+=\S+ )?\S+ ", "", command).replace("[", "").replace("]", "")
    words = re.sub(r'"[^"]*"', "words", words)
    first, *others = [part.split() for part in words.split(" | ")]
    family = first[:1]
    variants = [first]
    for other in others:
        known = {*app_names()} & {other[0]}
        variants.append(other if known else [*family, *other])
    return [[_STAND_INS.get(word, word) for word in words] for words in variants]


def app_names() -> set[str]:
    group: Any = typer.main.get_command(app)
    return set(group.commands)


def _check(words: list[str]) -> None:
    """Parse it as the command line does, without running it."""
    command: Any = typer.main.get_command(app)
    context = None
    while hasattr(command, "commands"):
        name = words.pop(0)
        assert name in command.commands, f"no such command: {name}"
        command = command.commands[name]
    if "…" in words or len(words) == 0:
        return
    try:
        context = command.make_context(command.name, words)
    except Exit:
        return
    assert context is not None


@pytest.mark.parametrize(("page", "command"), [*commands("eyebot"), *commands("eyebot-admin")])
def test_every_command_in_the_pages_is_one(page: str, command: str) -> None:
    for words in _variants(command):
        if "…" in words[0] or words[0] in {"--version", "doctor…"}:
            continue
        # One that is named without what it needs is talked about, not typed.
        with suppress(MissingParameter):
            _check(words)


@pytest.mark.parametrize(("page", "command"), commands("make"))
def test_every_target_in_the_pages_is_one(page: str, command: str) -> None:
    targets = re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)

    assert command.split()[1] in {*targets, ".venv/.ready"}


def test_every_file_that_the_runbook_names_is_there() -> None:
    named = set(re.findall(r"\b(deploy/[\w./-]+\w)", (DEPLOY / "RUNBOOK.md").read_text("utf-8")))

    assert "deploy/systemd/eyebot.service" in named
    kept_apart = "deploy/secrets"
    assert [one for one in named if not (ROOT / one).exists() and one != kept_apart] == []


async def test_the_runbooks_rights_on_postgresql_are_enough(postgres: str) -> None:  # noqa: F811
    """The statements are run as written, and the bot's tables made by that role."""
    span = next(s for s in re.findall(r"`([^`]+)`", (DEPLOY / "RUNBOOK.md").read_text("utf-8"))
                if s.startswith("CREATE ROLE eyebot"))  # fmt: skip
    base = postgres.replace("postgresql://", "postgresql+asyncpg://")
    admin = open_engine(base)
    async with admin.connect() as connection:
        free = await connection.execution_options(isolation_level="AUTOCOMMIT")
        for statement in span.split("; "):
            await free.execute(text(statement))
        await free.execute(text("SET ROLE eyebot"))
        owner = text("SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = 'eyebot'")
        assert await free.scalar(owner) == "eyebot"
        await free.execute(text("RESET ROLE"))
        await free.execute(text("DROP DATABASE eyebot"))
        await free.execute(text("DROP ROLE eyebot"))
    await admin.dispose()


def test_back_up_check_and_restore_as_written(tmp_path: Path) -> None:
    """The steps of the runbook's page, one after the other, in a data folder of their own."""
    environment = {**os.environ, "EYEBOT_DATA": str(tmp_path / "data")}

    def eyebot(*words: str, code: int = 0) -> str:
        program = [str(ROOT / ".venv" / "bin" / "python"), "-m", "bot", *words]
        done = subprocess.run(
            program, env=environment, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == code, f"{words}: {done.stdout}{done.stderr}"
        return done.stdout + done.stderr

    file = str(tmp_path / "eyebot.backup")
    assert "there is no database" in eyebot("db", "check", code=1)
    eyebot("db", "upgrade")
    assert "add --empty" in eyebot("db", "backup", file, code=1)
    assert "0 debates, 0 ballots" in eyebot("db", "backup", file, "--empty")
    assert "restored 0 debates" in eyebot("db", "restore", file)
    assert "revision: " in eyebot("db", "check")
    (tmp_path / "address").write_text(f"sqlite+aiosqlite:///{tmp_path / 'new.db'}")
    assert "holds no ballot and no member" in eyebot("db", "move", f"@{tmp_path / 'address'}")
    assert "has been moved" in eyebot("db", "upgrade", code=1)


def test_eyebot_admin_runs_as_the_unit_does(tmp_path: Path) -> None:
    unit = dict(
        line.split("=", 1)
        for line in (DEPLOY / "systemd" / "eyebot.service").read_text("utf-8").splitlines()
        if "=" in line and not line.startswith("#")
    )
    recorder = tmp_path / "systemd-run"
    recorder.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    recorder.chmod(0o755)

    done = subprocess.run(
        [str(DEPLOY / "systemd" / "eyebot-admin"), "db", "check"],
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )

    words = done.stdout.splitlines()
    given = dict(words[n + 1].split("=", 1) for n, word in enumerate(words) if word == "-p")
    assert given.pop("User") == "eyebot"
    for name, value in given.items():
        assert unit[name] == value, name
    assert words[-5:] == [unit["ExecStart"].split()[0], "-m", "bot", "db", "check"]


def test_alerts_fire_when_they_should() -> None:
    promtool = shutil.which("promtool")
    if promtool is None:
        pytest.skip("promtool comes with Debian's package prometheus")

    for what in ("check rules alerts.yaml", "test rules alerts.test.yaml"):
        done = subprocess.run(
            [promtool, *what.split()],
            cwd=DEPLOY / "prometheus",
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_every_page_has_a_rehearsal_and_a_way_to_somebody() -> None:
    groups = yaml.safe_load((DEPLOY / "prometheus" / "alerts.yaml").read_text("utf-8"))["groups"]
    pages = {r["alert"] for g in groups for r in g["rules"] if r["labels"]["severity"] == "page"}
    rehearsed = yaml.safe_load((DEPLOY / "prometheus" / "alerts.test.yaml").read_text("utf-8"))[
        "tests"
    ]
    fired = {one["alertname"] for t in rehearsed for one in t["alert_rule_test"]
             if one["exp_alerts"]}  # fmt: skip
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]
    reading = yaml.safe_load((DEPLOY / "prometheus" / "prometheus.yml").read_text("utf-8"))
    config = (DEPLOY / "prometheus" / "alertmanager.yml").read_text("utf-8")
    targets = reading["alerting"]["alertmanagers"][0]["static_configs"][0]["targets"]

    assert pages <= fired, sorted(pages - fired)
    assert targets == ["alertmanager:9093"]
    assert "alertmanager" in services
    assert "/run/secrets/alerts_webhook" in config
    assert "alerts_webhook" in services["alertmanager"]["secrets"]


def test_compose_backs_up_and_keeps_the_keys_elsewhere() -> None:
    services = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))["services"]

    assert "db backup" in services["backup"]["command"][0]
    assert services["backup"]["volumes"] == ["backups:/backups"]
    assert services["bot"]["environment"]["EYEBOT_KEYS"] == "/var/lib/eyebot/keys"
    assert "bot-data:/var/lib/eyebot" in services["bot"]["volumes"]


def test_a_backup_that_fails_keeps_no_old_one_beyond_its_day(tmp_path: Path) -> None:
    written = (DEPLOY / "kubernetes" / "base" / "backup.yaml").read_text("utf-8")
    (manifest,) = (one for one in yaml.safe_load_all(written) if one["kind"] == "CronJob")
    pod = manifest["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    (script,) = pod["containers"][0]["args"]
    for name, hours in (("old", 24), ("new", 6)):
        file = tmp_path / f"eyebot-{name}.dump"
        file.touch()
        os.utime(file, (0, time.time() - 3600 * hours))
    script = script.replace("/backups", str(tmp_path)).replace("/opt/venv/bin/python", "false")

    done = subprocess.run(["/bin/sh", "-c", script], check=False)

    assert done.returncode != 0, "Kubernetes hears of it"
    assert [file.name for file in tmp_path.iterdir()] == ["eyebot-new.dump"]
