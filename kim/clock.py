"""The clock, passed in, so that a run can be repeated at its own time."""

import os
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
JAKARTA = ZoneInfo("Asia/Jakarta")


def system_clock() -> datetime:
    """Now in UTC, to the second; `KIM_NOW` (ISO 8601 with an offset) stands still at that moment."""
    fixed = os.environ.get("KIM_NOW")
    now = datetime.fromisoformat(fixed) if fixed else datetime.now(UTC)
    return now.astimezone(UTC).replace(microsecond=0)


def day_in_jakarta(moment: datetime) -> date:
    """The calendar day of `moment` where rounds and dates are judged."""
    return moment.astimezone(JAKARTA).date()
