"""The real bot in a browser page that looks like Discord: a simulated server, no account, no token.

Only here is the simulation (`simcord`) imported, and nothing else imports this package but the
command that starts it: it swaps discord.py's connections for its own, for the life of the process.
"""
