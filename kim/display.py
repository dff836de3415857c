"""Text on its way to a screen or a spreadsheet: nothing in it steers a terminal or runs as a formula.

JSON is printed with every character beyond ASCII escaped, which needs nothing from here.
"""

import re

_BREAKS = re.compile(r"\s*[\r\n\t]+\s*")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def on_screen(text: str) -> str:
    r"""The text with every character that could steer a terminal written out; line ends are kept.

    >>> on_screen("KIM \x1b[31mMerah\u202e")
    'KIM \\x1b[31mMerah\\u202e'
    """
    return "".join(char if char.isprintable() or char == "\n" else ascii(char)[1:-1] for char in text)


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
