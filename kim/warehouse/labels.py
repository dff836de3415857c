"""Domain labels that are more than plain ASCII: how DNS writes them, by IDNA 2008.

Plain labels (letters, digits, hyphens) are judged by `mart.domain_request` alone; it knows of the others only what is
found valid here. A label whose letters are of more than one script is not: it could pass for another.
"""

import unicodedata

import duckdb
import idna

from kim.statements import statement


def to_ascii(label: str) -> str | None:
    """The label as DNS writes it (`bücher` → `xn--bcher-kva`), None where IDNA 2008 does not allow it."""
    try:
        encoded = idna.encode(label, uts46=True, std3_rules=True).decode("ascii")
        shown = idna.decode(encoded)
    except (idna.IDNAError, UnicodeError):
        return None
    scripts = {unicodedata.name(letter, "?").split()[0] for letter in shown if letter.isalpha()}
    one_label = "." not in encoded
    return encoded if one_label and len(scripts) <= 1 and encoded.startswith("xn--") else None


def keep_encodable(conn: duckdb.DuckDBPyConnection) -> None:
    """Add the encodable labels of the records that are being loaded to `intake.idna_label`."""
    asked = [label for (label,) in conn.execute(statement("catalogue/labels_to_encode")).fetchall()]
    found = [(label, encoded) for label in asked if (encoded := to_ascii(label)) is not None]
    if found:
        conn.executemany("insert into intake.idna_label values (?, ?)", found)
