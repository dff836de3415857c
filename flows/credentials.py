"""Credentials of sources from a Prefect block: what it holds goes to fsspec, and nowhere else.

The block is a Secret called `kim-sources` with JSON by protocol, such as `{"s3": {"key": "…", "secret": "…"}}`.
"""

import json
from typing import Any, cast

from kim.errors import UsageError
from kim.fetching.sources import sources_of
from kim.settings import Settings

BLOCK = "kim-sources"


def use_credentials(settings: Settings) -> None:
    """Hand the block's credentials to fsspec, where sources are set and there is such a block.

    Raises:
        UsageError: the block does not hold credentials by protocol.
    """
    if not sources_of(settings.place):
        return
    from fsspec.config import conf

    for protocol, options in _held().items():
        conf.setdefault(protocol, {}).update(options)


def _held() -> dict[str, dict[str, Any]]:
    from prefect.blocks.system import Secret

    try:
        block = cast("Any", Secret).load(BLOCK, _sync=True)
    except ValueError:
        return {}
    held = block.get()
    try:
        held = json.loads(held) if isinstance(held, str) else held
    except ValueError:
        held = None
    if not isinstance(held, dict) or not all(isinstance(options, dict) for options in held.values()):
        raise UsageError(f'the Prefect block {BLOCK} must hold JSON by protocol, such as {{"s3": {{"key": "…"}}}}')
    return held
