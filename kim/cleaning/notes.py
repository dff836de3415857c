"""What reading had to say, and whole files without a place, as findings on the file or the sheet."""

import numpy as np

from kim.cleaning.frame import Frame, Ints
from kim.cleaning.ledger import Ledger, Loose
from kim.cleaning.place import FIELDS
from kim.cleaning.placing import context_of
from kim.reference.context import NOWHERE


def say_notes(frame: Frame, ledger: Ledger) -> None:
    """Enter each note of a reading by its rule."""
    ledger.add_loose(
        Loose(file, note.sheet, note.row_number, note.column_index, (note.column_name, note.rule, note.value, None))
        for file, (_, reading) in enumerate(frame.files)
        for note in reading.notes
    )


def say_placeless(frame: Frame, ledger: Ledger) -> Ints:
    """Files in which nothing says where: neither a column nor a title, a sheet's or the file's name."""
    placed = {
        part.file
        for part in frame.parts
        if any(field in part.columns for field in FIELDS) or context_of(frame, part) != NOWHERE
    }
    files = sorted({part.file for part in frame.parts} - placed)
    entry = (None, "file_no_place", None, None)
    ledger.add_loose(Loose(file, None, None, None, entry) for file in files)
    found = np.array(files, np.int32)
    ledger.silence("place_missing", found)
    return found
