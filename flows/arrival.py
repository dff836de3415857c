"""The watcher: says once that files have arrived, when the whole inbox has lain still for a while.

It also alerts of runs that fell silent (`unresponsive`), since it runs when the worker does not.

`python -m flows.arrival` runs until it is stopped (`make up` starts it). The event that it sends starts the deployment
`reregistration/on-arrival`. What was announced is not announced again; a file that a failed run left behind waits for
the nightly run.
"""

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from kim.home import Home
from kim.running.inbox import waiting
from kim.settings import Settings

EVENT = "kim.files.arrived"
RESOURCE = "kim.inbox"
_BESIDE_SECONDS = 30.0
Stamp = tuple[int, int]


class WatchSettings(BaseSettings):
    """How patient the watcher is (`KIM_WATCH_…`)."""

    model_config = SettingsConfigDict(env_prefix="KIM_WATCH_")

    quiet_seconds: float = Field(60.0, description="for so long no file of the inbox may have changed")
    every_seconds: float = Field(5.0, description="between two looks")


@dataclass
class Watch:
    """One inbox watched; `look` is called again and again, with the time of a clock that never goes back."""

    home: Home
    quiet_seconds: float
    _seen: dict[Path, Stamp] = field(default_factory=dict)
    _since: float = 0.0
    _announced: dict[Path, Stamp] = field(default_factory=dict)

    def look(self, now: float) -> int:
        """How many files are to be announced: those that came since the last time, once all lie still; else 0."""
        found = _stamps(self.home)
        if found != self._seen:
            self._seen, self._since = found, now
        new = found.items() - self._announced.items()
        if not new or now - self._since < self.quiet_seconds:
            return 0
        self._announced = found
        return len(new)


def watch(
    look: Callable[[], int], announce: Callable[[int], None], every_seconds: float, beside: Callable[[], object]
) -> NoReturn:
    """Look again and again and announce what has arrived; `beside` is called too, once in a while."""
    due = 0.0
    while True:
        count = look()
        if count:
            announce(count)
        if time.monotonic() >= due:
            beside()
            due = time.monotonic() + _BESIDE_SECONDS
        time.sleep(every_seconds)


def send_event(count: int) -> None:
    """Send the event."""
    from prefect.events import emit_event

    emit_event(EVENT, resource={"prefect.resource.id": RESOURCE}, payload={"files": count})
    sys.stdout.write(f"{count} files have arrived\n")
    sys.stdout.flush()


def _stamps(home: Home) -> dict[Path, Stamp]:
    found = {}
    for path in waiting(home):
        try:
            state = path.stat()
        except FileNotFoundError:
            continue
        found[path] = (state.st_size, state.st_mtime_ns)
    return found


if __name__ == "__main__":
    from flows.unresponsive import alert_of_silent_runs

    chosen = WatchSettings()
    inbox = Watch(Settings().place, chosen.quiet_seconds)
    watch(lambda: inbox.look(time.monotonic()), send_event, chosen.every_seconds, alert_of_silent_runs)
