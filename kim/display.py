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
    """A value for a CSV or a sheet: text that a spreadsheet would run as a formula gets an apostrophe before it.

    >>> in_cell("=HYPERLINK(1)"), in_cell(-5), in_cell("KIM")
    ("'=HYPERLINK(1)", -5, 'KIM')
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
