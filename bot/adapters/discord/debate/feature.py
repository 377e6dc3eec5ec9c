"""What debates add to the bot: a new command is a cog here, a new button an action."""

from collections.abc import Collection

from bot.adapters.discord.debate.announcer import DiscordAnnouncer
from bot.adapters.discord.debate.components.actions import all_actions
from bot.adapters.discord.debate.components.debate_button import DebateButton
from bot.adapters.discord.debate.components.debate_menu import DebatePick
from bot.adapters.discord.debate.debates_cog import DebatesCog
from bot.adapters.discord.debate.direct import DirectMessages
from bot.adapters.discord.debate.live import LiveMessages
from bot.adapters.discord.debate.moderate.drafts import Drafts
from bot.adapters.discord.debate.moderate.moderate_cog import ModerateCog
from bot.adapters.discord.debate.moderate.panel import Panels
from bot.adapters.discord.debate.pictures import Pictures
from bot.adapters.discord.debate.threads import Threads
from bot.adapters.discord.debate.threads_cog import ThreadsCog
from bot.adapters.discord.floor.forms import OpenForms, TryAgain
from bot.adapters.discord.floor.host import Host
from bot.results.picture_models import Drawer

COGS = (ModerateCog, DebatesCog, ThreadsCog)
ITEMS = (DebateButton, DebatePick, TryAgain)


def set_up(host: Host, draw: Drawer | None) -> None:
    """Give the host what debates keep; services announce them through the announcer."""
    threads = Threads(host)
    pictures = Pictures(host, draw)
    panels = Panels(host)
    host.add(DirectMessages(host))
    announcer = DiscordAnnouncer(host, threads, pictures, panels)
    live = LiveMessages(host.services, announcer)
    for part in (threads, pictures, panels, announcer, live, Drafts(), all_actions(), OpenForms()):
        host.add(part)
    host.closing.append(live.stop)

    def show_anew(_: str, debates: Collection[int]) -> None:
        for debate in debates:
            live.changed(debate)

    host.erased.append(show_anew)
