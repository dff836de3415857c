"""What stands in a row without standing in its cell: ditto marks, ticks under states, counts of men and women."""

import re
from collections.abc import Sequence

from kim.reading.grid import RawCell
from kim.reading.headers import PART_OF_COUNT, PLACES, Meaning, choice_of
from kim.reference.text import fold

_DITTO = re.compile(r"\W*(?:s\.?\s?d\.?\s?a|idem|ibid|sama|sda)\W*|[\s'\"”“″〃,]+|-\s*[\"”″]\s*-", re.IGNORECASE)
_TICK = re.compile(r"[\s(\[]*(?:[vVxX√✓✔☑1]|ya)[\s)\].]*", re.IGNORECASE)
_LEGEND = re.compile(r"\W*([A-Za-z0-9]{1,3})\s*[=:]\s*([A-Za-z][A-Za-z ]{2,30})\W*")
_REPEATED = PLACES | {"status", "tanggal_berdiri", "tanggal_sk", "jenis_komunitas", "masa_bakti"}
Block = list[list[RawCell]]


def fill_dittos(block: Block, fields: dict[int, str]) -> None:
    """Write the value above into cells that only repeat it: `sda`, `idem`, `"`."""
    for column in (at for at, each in fields.items() if each in _REPEATED):
        values = {row[column] for row in block if column < len(row)}
        if not any(isinstance(value, str) and value.strip() and _DITTO.fullmatch(value) for value in values):
            continue
        above: RawCell = ""
        for row in block:
            cell = row[column] if column < len(row) else ""
            if isinstance(cell, str) and cell.strip() and _DITTO.fullmatch(cell):
                row[column] = above
            elif cell != "":
                above = cell


def gather(block: Block, fields: dict[int, str], meanings: Sequence[Meaning | None]) -> None:
    """Bring ticks to the state that they stand for, and men and women to their sum, in one column each."""
    for field in ("status", "jenis_komunitas"):
        choices = {at: each.choice for at, each in enumerate(meanings) if each and each.field == field and each.choice}
        target = next((at for at, each in fields.items() if each == field), None)
        if choices and target in choices:
            _tick(block, choices, target)
    parts = [at for at, each in enumerate(meanings) if each and each.field == PART_OF_COUNT]
    if parts and "jumlah_anggota" not in fields.values():
        for row in block:
            numbers = [row[at] for at in parts if at < len(row) and isinstance(row[at], int | float)]
            if numbers:
                row[parts[0]] = sum(number for number in numbers if isinstance(number, int | float))
        fields[parts[0]] = "jumlah_anggota"


def _tick(block: Block, choices: dict[int, str], target: int) -> None:
    for row in block:
        ticked = [at for at in choices if at < len(row) and isinstance(row[at], str) and _TICK.fullmatch(str(row[at]))]
        ticked += [at for at in choices if at < len(row) and row[at] in (1, 1.0, True) and at not in ticked]
        if len(ticked) == 1:
            row[target] = choices[ticked[0]].replace("_", " ")
        elif len(ticked) > 1:
            row[target] = " / ".join(choices[at].replace("_", " ") for at in ticked)


def decode(block: Block, fields: dict[int, str], reasons: Sequence[str | None]) -> None:
    """Write states for the letters that a legend below the rows explains: `A = Aktif`, `TA = Tidak Aktif`."""
    column = next((at for at, each in fields.items() if each == "status"), None)
    if column is None:
        return
    texts = (cell for row, why in zip(block, reasons, strict=True) if why == "footer" for cell in row)
    pairs = [found for text in texts if isinstance(text, str) for found in _LEGEND.findall(text)]
    states = {fold(letter): state for letter, state in pairs if choice_of("status", state)}
    for row, why in zip(block, reasons, strict=True) if states else ():
        if why == "" and column < len(row) and (state := states.get(fold(str(row[column])))):
            row[column] = state
