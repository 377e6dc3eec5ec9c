"""What DBOS reads back from its tables is JSON and nothing else.

By itself it keeps pickles, and whoever can write one row of its tables then runs code in the bot.
Naming a serializer isn't enough: a row says itself how it is to be read, and DBOS believes it.
"""

from __future__ import annotations

import pickle
from typing import Any, NoReturn

from bot.errors import SetUpError


class PickleRefusedError(Exception):
    """A row asks to be unpickled: from before there was only JSON, or from someone who has no
    business there. Its deadline is found overdue and enqueued anew.
    """


def json_only() -> Any:  # noqa: ANN401  # DBOS's class, imported here only
    """The serializer for DBOS. Raises SetUpError where this version of DBOS would unpickle all the
    same.
    """
    # See dbos_engine.launch.
    from dbos import DBOSPortableJSONSerializer, _serialization  # noqa: PLC0415

    pickler: Any = _serialization.DefaultSerializer  # there is no option for it
    pickler.deserialize = _refuse
    try:
        _serialization.deserialize_args(_HARMLESS, "py_pickle", DBOSPortableJSONSerializer())
    except PickleRefusedError:
        return DBOSPortableJSONSerializer()
    raise SetUpError("this version of DBOS reads pickles; install the one that is pinned")


_HARMLESS = pickle.dumps({"args": (), "kwargs": {}}).hex()


def _refuse(_: object, serialized_data: str) -> NoReturn:
    raise PickleRefusedError(f"a pickle of {len(serialized_data)} characters")
