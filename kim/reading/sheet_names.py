"""Sheets whose names hold a number of a person, an e-mail address or a person's name: shown and addressed by number."""

from kim.reading.model import Reading
from kim.reading.name_kinds import NameKind, kind_of, like_person
from kim.reference.contact_marks import holds


def hidden_sheets(reading: Reading) -> dict[str, str]:
    """Each such sheet's name as sent, with the one by which it is shown: `Sheet 2` is the second that was read."""
    named = [table.sheet for table in reading.tables]
    named += [row.sheet for row in reading.ignored]
    named += [note.sheet for note in reading.notes if note.sheet]
    sheets = list(dict.fromkeys(named))
    return {sheet: f"Sheet {number}" for number, sheet in enumerate(sheets, 1) if _is_personal(sheet)}


def _is_personal(sheet: str) -> bool:
    own = sheet.rpartition("›")[2].strip()
    return holds(sheet) or like_person(own) or kind_of(own) is NameKind.TITLED
