"""The process: how it runs, and how it ends."""
