"""An XML parser for files from outside: no document type, no entities, nothing fetched."""

from collections.abc import Callable, Iterable
from xml.parsers import expat

from kim.reading.notes import RefusedError

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]


def parse(
    pieces: Iterable[bytes],
    kind: str | None,
    start: Start,
    end: End | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Feed the pieces to handlers; names come as written, with their prefix.

    Raises:
        RefusedError: at a document type declaration, or where the XML is broken.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    if end:
        parser.EndElementHandler = end
    if text:
        parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = _refuse_doctype
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise RefusedError("file_unreadable", kind) from error


def _refuse_doctype(*_: object) -> None:
    raise RefusedError("file_entity_bomb")


def local(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]
