"""The settings in force; whatever is missing or wrong is named at once."""

from __future__ import annotations

import re

from pydantic import SecretStr, ValidationError

from bot.errors import SetUpError
from bot.settings.environment import Settings

_TOKEN_SHAPE = re.compile(r"^[\w-]{18,32}\.[\w-]{6,7}\.[\w-]{27,45}$")


def load_settings(**given: object) -> Settings:
    """The settings in force; raises SetUpError naming every wrong one."""
    try:
        return Settings(**given)  # type: ignore[arg-type]  # pydantic checks them
    except ValidationError as error:
        lines = [
            f"{_variable(item['loc'])}: {item['msg']}"
            for item in error.errors(include_url=False, include_input=False)
        ]
        raise SetUpError("wrong settings:\n" + "\n".join(lines)) from None
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "is no UTF-8 text"
        raise SetUpError(f".env: {why}; mend its permissions, or move it away") from None


def _variable(place: tuple[int | str, ...]) -> str:
    name = str(place[0]) if place else "settings"
    return name if name.isupper() else f"EYEBOT_{name.upper()}"


def token_has_shape(token: SecretStr) -> bool:
    """Whether a token looks like one: three parts with dots between. Says nothing of whether
    Discord accepts it.
    """
    return bool(_TOKEN_SHAPE.match(token.get_secret_value()))
