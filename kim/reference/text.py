"""Text as people type it, brought to forms that can be compared; the typed form is always kept by the caller."""

import html
import re
import string
import unicodedata
from functools import lru_cache

from kim.reference.wordlists import confusables, words

_SPACES = re.compile(r"\s+")
_SEPARATORS = re.compile(r"[\W_]+")
_APOSTROPHES = str.maketrans("", "", "'’‘`´ʼʻ")
_PUNCTUATION = string.punctuation + string.whitespace
_LONGEST_BLANK = 24
_ESCAPES = re.compile(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]{0,200}(?:\x07|\x1b\\)?|\x1b[@-_]")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def tidy(text: str) -> str:
    """One line without entities, unseen or compatibility characters, look-alikes or doubled spaces."""
    if text.isascii():
        if "&" in text:
            text = unescape(text)
        return " ".join((text if text.isprintable() else without_controls(text)).split())
    text = unicodedata.normalize("NFKC", without_controls(unescape(text)))
    text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    if not text.isascii():
        text = _without_look_alikes(text)
    return " ".join(text.split())


def without_controls(text: str) -> str:
    r"""The text without characters that are not seen: controls, escape sequences, marks of direction; blanks stay.

    >>> without_controls("KIM \x1b[31mMe\u200brah\u202e")
    'KIM Merah'
    """
    text = _ESCAPES.sub("", text)
    return "".join(c for c in text if c.isprintable() or c.isspace() or unicodedata.category(c) not in _UNSEEN)


def unescape(text: str) -> str:
    """Entities resolved until none is left: exports escape them more than once."""
    for _ in range(4):
        plain = html.unescape(text)
        if plain == text:
            break
        text = plain
    return text


def _without_look_alikes(text: str) -> str:
    # A whole word in another script is that script's word; a mixture is a look-alike.
    table = confusables()
    return " ".join(_latin(word, table) for word in _SPACES.split(text))


def _latin(word: str, table: dict[int, str]) -> str:
    changed = word.translate(table)
    return changed if changed != word and any("a" <= c <= "z" for c in changed.lower()) else word


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Lower-case words without accents or punctuation, one space between."""
    if text.isascii() and text.replace(" ", "").isalnum():
        return " ".join(text.lower().split())
    text = tidy(text)
    if not text.isascii():
        text = text.translate(_APOSTROPHES)
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    elif "'" in text or "`" in text:
        text = text.translate(_APOSTROPHES)
    return _SEPARATORS.sub(" ", text.casefold()).strip()


_ORDINAL = re.compile(r"^\s*(?:[ivxlc]+\s*[.)]|[a-z0-9]{1,2}\s*[.)])\s*", re.IGNORECASE)


def unnumbered(text: str) -> str:
    """A heading without the number or letter before it.

    >>> unnumbered("II. Kec. Tarik"), unnumbered("a) Desa Tarik"), unnumbered("TARIK")
    ('Kec. Tarik', 'Desa Tarik', 'TARIK')
    """
    return _ORDINAL.sub("", text)


_HAMLET = re.compile(
    r"[\s,(]*\b(?:rt|rw)\b[\s.:/]*(?:rw\b[\s.:/]*)?\d{1,3}(?:\s*/\s*(?:rw\b[\s.:]*)?\d{1,3})?\)?", re.IGNORECASE
)


def without_hamlet(text: str) -> str:
    """A village's name without the RT and RW that are typed behind it.

    >>> without_hamlet("Tarik RT 02/RW 01"), without_hamlet("Desa Tarik, RT.03 RW.04")
    ('Tarik', 'Desa Tarik')
    """
    return _HAMLET.sub("", text).strip() if "r" in text or "R" in text else text


def is_blank(text: str) -> bool:
    """Whether a cell says nothing: empty, punctuation alone, or a word for `none`."""
    if len(text) > _LONGEST_BLANK:
        return not text.strip()
    if text.isascii():
        bare = text.strip(_PUNCTUATION).lower()
        return not bare or bare in words("blank_words")
    folded = fold(text)
    return not folded or folded in words("blank_words")
