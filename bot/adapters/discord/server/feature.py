"""What looking after a server adds to the bot: a new command is a cog here."""

from bot.adapters.discord.server.help_cog import HelpCog
from bot.adapters.discord.server.kb_cog import KnowledgeCog
from bot.adapters.discord.server.permissions import CheckButton
from bot.adapters.discord.server.privacy_cog import EraseButton, PrivacyCog
from bot.adapters.discord.server.servers_cog import ServersCog
from bot.adapters.discord.server.settings_cog import SettingsCog

COGS = (HelpCog, KnowledgeCog, PrivacyCog, ServersCog, SettingsCog)
ITEMS = (CheckButton, EraseButton)
