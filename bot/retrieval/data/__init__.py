"""What was learned once and holds for every pack; `README.md` here says from what and how."""

from pathlib import Path

FOLDER = Path(__file__).parent
