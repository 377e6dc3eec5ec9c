"""What debates add to the bot: a new command is a cog here, a new button an action."""

from collections.abc import Collection

from bot.adapters.discord.debate.announcer import DiscordAnnouncer
from bot.adapters.discord.debate.components.actions import all_actions
from bot.adapters.discord.debate.components.debate_button import DebateButton
from bot.adapters.discord.debate.components.debate_menu import DebatePick
from bot.adapters.discord.debate.live import LiveMessages
from bot.adapters.discord.debate.moderate.moderate_cog import DebateCog
from bot.adapters.discord.debate.pictures import Pictures
from bot.adapters.discord.debate.threads import Threads
from bot.adapters.discord.debate.threads_cog import ThreadsCog
from bot.adapters.discord.floor.forms import OpenForms
from bot.adapters.discord.floor.host import Host
from bot.results.picture_models import Drawer

COGS = (DebateCog, ThreadsCog)
ITEMS = (DebateButton, DebatePick)


def set_up(host: Host, draw: Drawer | None) -> None:
    """Give the host what debates keep; services announce them through the announcer."""
    threads = Threads(host)
    pictures = Pictures(host, draw)
    announcer = DiscordAnnouncer(host, threads, pictures)
    live = LiveMessages(host.services, announcer)
    for part in (threads, pictures, announcer, live, all_actions(), OpenForms()):
        host.add(part)
    host.closing.append(live.stop)

    def show_anew(_: str, debates: Collection[int]) -> None:
        for debate in debates:
            live.changed(debate)

    host.erased.append(show_anew)
