"""What operators' commands do with the database: show and erase a member's data, tell what was
asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from bot.assembly import keys_as_set, open_as_set
from bot.clock import wall_clock
from bot.dialogue.memory import Memory
from bot.errors import SetUpError
from bot.log import masked
from bot.process.health import answers
from bot.services.asking.outcomes import Asked, report
from bot.services.retention import periods
from bot.services.server.privacy import PrivacyService
from bot.settings import Settings, load_settings
from bot.storage.address import Access, parse_url
from bot.storage.engine import ailment, condition_of
from bot.storage.migrate import downgrade, newest, upgrade
from bot.storage.operator.backup import backup
from bot.storage.operator.check import examine, is_fault
from bot.storage.operator.existing import opened, opened_as_now, revision_of
from bot.storage.operator.move import move
from bot.storage.operator.privacy_doc import render
from bot.storage.operator.restore import restore
from bot.storage.repositories.outcomes import SqlOutcomes
from bot.storage.repositories.personal import SqlPersonalData
from bot.wording import Wording

_DAYS = 30


async def asked(settings: Settings) -> str:
    """What became of the questions of the last 30 days."""
    return report(await asked_counts(settings), _DAYS)


async def asked_counts(settings: Settings) -> Sequence[Asked]:
    """The same as counts by outcome and entry, most first."""
    async with opened_as_now(settings.database, keys=keys_as_set(settings)) as engine:
        return await SqlOutcomes(engine).since((wall_clock() - timedelta(days=_DAYS)).date())


async def show_member(settings: Settings, member: str) -> str:
    """All that is stored about a member, as JSON."""
    async with opened_as_now(settings.database, keys=keys_as_set(settings)) as engine:
        return await PrivacyService(SqlPersonalData(engine), Memory()).export(member, wall_clock())


async def erase_member(settings: Settings, member: str) -> str:
    """Erase it; counts by table. What a running bot has in memory goes by itself within minutes."""
    async with opened_as_now(settings.database, Access.WRITE, keys_as_set(settings)) as engine:
        erased = await SqlPersonalData(engine).erase(member)
    lines = [f"  {table:20s}{n:5d}" for table, n in erased.counts.items() if n]
    return "\n".join([f"rows erased: {erased.whole}", *lines])


def privacy_page(settings: Settings) -> str:
    """PRIVACY.md as the code has it now. Raises SetUpError where its template can't be read."""
    path = settings.prompts / "PRIVACY.md"
    try:
        template = path.read_text(encoding="utf-8")
    except OSError as error:
        raise SetUpError(
            f"{path}: {error.strerror}; copy it from the project's prompts/"
        ) from error
    return render(template, Wording.load(settings.prompts), periods(settings.remembered))


async def downgrade_database(settings: Settings, revision: str) -> str:
    """Back to an older version's tables; a line about it."""
    async with opened(settings.database, Access.WRITE, keys_as_set(settings)) as engine:
        return f"{masked(settings.database)} is at revision {await downgrade(engine, revision)}"


async def check_database(settings: Settings) -> tuple[list[str], bool]:
    """What was found, a line each, and whether nothing has to be mended."""
    async with opened(settings.database, keys=keys_as_set(settings)) as engine:
        findings = await examine(engine)
    is_sound = not any(is_fault(finding) for finding in findings)
    return [str(finding) for finding in findings], is_sound


async def look_at_database(settings: Settings) -> str:
    """A line about what `doctor` finds; SetUpError where the bot couldn't work with it."""
    async with opened(settings.database, keys=keys_as_set(settings)) as engine:
        revision = await revision_of(engine)
        if ails := await ailment(engine) or condition_of(engine).shows_to_others():
            raise SetUpError(f"{masked(settings.database)}: {ails}")
    if not revision or revision > newest():
        raise SetUpError(
            f"{masked(settings.database)} is at revision {revision or 'none'}, and this version's"
            f" is {newest()}; run the eyebot that made it, or name the bot's own database"
        )
    later = "" if revision == newest() else f"; the bot's next start brings it to {newest()}"
    return f"{masked(settings.database)} can be read and written, at revision {revision}{later}"


def back_up(settings: Settings, file: Path, *, force: bool, empty: bool) -> str:
    """Write a backup; a line about it."""
    return backup(parse_url(settings.database), file, force=force, empty=empty)


async def restore_backup(settings: Settings, file: Path, *, force: bool) -> str:
    """Put a backup in place and bring it to this version; a line about it."""
    line = restore(parse_url(settings.database), file, force=force)
    async with opened(settings.database, Access.WRITE, keys_as_set(settings)) as engine:
        return f"{masked(line)}; now at revision {await upgrade(engine)}"


async def move_database(settings: Settings, url: str, *, keep: bool) -> str:
    """Move everything; a line a table, and what to do next."""
    # By a file a password stays out of the list of processes.
    named = (
        load_settings(database_url_file=Path(url[1:]), database_url="")
        if url.startswith("@")
        else load_settings(database_url=url)
    )
    async with opened(settings.database, Access.WRITE, keys_as_set(settings)) as source:
        target = open_as_set(named)
        try:
            lines = await move(source, target, keep=keep)
        finally:
            await target.dispose()
    after = (
        "copied; the old one goes on"
        if keep
        else "moved. Set EYEBOT_DATABASE_URL to the new one and start the bot; the keys stay where"
        " they are. The old one refuses writes and holds no ballot and no member any more"
    )
    return "\n".join([*lines, after])


def is_alive(settings: Settings) -> bool:
    """Whether `/healthz` of this machine answers."""
    return answers(settings.http_host, settings.http_port or 0)
