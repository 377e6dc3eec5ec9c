"""What looking after a server adds to the bot: a new command is a cog here."""

from bot.adapters.discord.server.privacy_cog import EraseButton, PrivacyCog
from bot.adapters.discord.server.servers_cog import ServersCog
from bot.adapters.discord.server.settings_cog import SettingsCog

COGS = (PrivacyCog, ServersCog, SettingsCog)
ITEMS = (EraseButton,)
