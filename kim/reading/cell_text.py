"""A cell as the text that Excel would show for it."""

from datetime import date, datetime, time, timedelta

from kim.reading.model import CellError, CellValue


def text_of(value: CellValue | CellError) -> str:
    """The text that Excel would show for a cell, near enough to be recognised; empty for an empty cell."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, date | time):
        return _day_text(value)
    return _plain_text(value)


def _day_text(value: date | time) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time(0) else value.isoformat(" ")
    return value.isoformat()


def _plain_text(value: float | bool | timedelta | CellError) -> str:
    if isinstance(value, CellError):
        return value.code
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and not (value.is_integer() and abs(value) < 1e18):
        return repr(value)
    return str(value) if isinstance(value, timedelta) else str(int(value))
