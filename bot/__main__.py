"""`python -m bot` is `eyebot`."""

import os
import sys

from bot.process.health import answers, named_port


def main() -> None:
    """The command line; a look at the bot's health loads nothing of it."""
    if sys.argv[1:] == ["health"] and (port := named_port()):
        if not answers(os.environ.get("EYEBOT_HTTP_HOST", ""), port):
            sys.exit(f"eyebot: nobody answers on port {port}")
        sys.stdout.write("alive\n")
        return
    from bot.cli import main as command  # noqa: PLC0415  # see above

    command()


if __name__ == "__main__":
    main()
