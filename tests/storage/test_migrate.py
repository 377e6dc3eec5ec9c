"""The revision that a start compares with is the one Alembic would reach."""

from alembic.config import Config
from alembic.script import ScriptDirectory

from bot.storage import migrate


def test_the_newest_file_is_alembics_head() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.Path(migrate.__file__).with_name("migrations")))

    assert ScriptDirectory.from_config(config).get_current_head() == migrate.newest()
