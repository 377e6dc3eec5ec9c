"""What a deployment sets: its environment, read once and typed."""

from bot.settings.environment import Settings
from bot.settings.loading import load_settings, token_has_shape
from bot.settings.shards import ShardRange, shard_range

__all__ = ["Settings", "ShardRange", "load_settings", "shard_range", "token_has_shape"]
