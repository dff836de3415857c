"""Text from a file as a workbook can hold it."""

import re

# C0 and C1 controls, lone surrogates, non-characters, and marks that turn the direction of what follows
_UNSAFE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
CELL_MAXIMUM = 32_767


def cell_text(text: str) -> str:
    """The text as a workbook can hold it; a longer one ends in a sentence that says so."""
    clean = _UNSAFE.sub("\N{REPLACEMENT CHARACTER}", text)
    if len(clean) <= CELL_MAXIMUM:
        return clean
    note = f" … [{len(clean)} karakter; sel Excel memuat paling banyak {CELL_MAXIMUM}]"
    return clean[: CELL_MAXIMUM - len(note)] + note
