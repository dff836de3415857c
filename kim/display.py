"""Text on its way to a screen or a spreadsheet: nothing in it steers a terminal or runs as a formula.

JSON is printed with every character beyond ASCII escaped, which needs nothing from here.
"""

import re
import unicodedata

_BREAKS = re.compile(r"\s*[\r\n\t]+\s*")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def on_screen(text: str) -> str:
    r"""The text with every character that could steer a terminal written out; blanks of all kinds and line ends stay.

    >>> on_screen("KIM\u00a0\x1b[31mMerah\u202e")
    'KIM\xa0\\x1b[31mMerah\\u202e'
    """
    if text.isprintable():
        return text
    return "".join(char if _is_seen(char) else ascii(char)[1:-1] for char in text)


def _is_seen(char: str) -> bool:
    return char.isprintable() or char in "\n\t" or unicodedata.category(char) == "Zs"


def one_line(text: str | None) -> str:
    r"""The same without line ends, for a cell of a table.

    >>> one_line("KIM\nMerah"), one_line(None)
    ('KIM Merah', '')
    """
    return on_screen(_BREAKS.sub(" ", text or ""))


def in_cell(value: object) -> object:
    r"""A value for a CSV: of text nothing steers a terminal, and nothing runs as a formula of a spreadsheet.

    >>> in_cell("=HYPERLINK(1)"), in_cell(-5), in_cell("KIM\x1b[2J")
    ("'=HYPERLINK(1)", -5, 'KIM\\x1b[2J')
    """
    if not isinstance(value, str):
        return value
    shown = on_screen(value)
    return f"'{shown}" if value.startswith(FORMULA) else shown
