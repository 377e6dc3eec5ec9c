"""What the workshop's commands need of all parts: built here, called by `bot/cli/workshop`."""
