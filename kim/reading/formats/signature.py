"""The kind of a file by its name and its first bytes, and the documents in a ZIP that are not spreadsheets."""

from collections.abc import Set
from pathlib import PurePosixPath

_MAGIC = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"{\\rtf", "rtf"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"PAR1", "parquet"),
    (b"SQLite format 3", "sqlite"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
)


def extension(name: str) -> str:
    """The extension of a file's name in lower case, without its dot."""
    return PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip(".")


def signature(content: bytes) -> str:
    """What the content is: `zip`, `ole`, `text`, or the name of something that is no spreadsheet by itself."""
    head = content[:4096]
    for magic, kind in _MAGIC:
        if head.startswith(magic) and not (magic == b"MZ" and b"\x00" not in head):
            return kind
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<body", b"<style")):
        return "html"
    if start.startswith(b"<?xml") or start.startswith(b"<workbook"):
        return "html" if b"<html" in start else "xml"
    if start.startswith((b"{", b"[")) and start.rstrip().endswith((b"}", b"]", b",", b'"')) and b'":' in start:
        return "json"
    return "text"


_TELLTALES = (
    ("xl/workbook.bin", "xlsb"),
    ("word/document.xml", "docx"),
    ("ppt/presentation.xml", "pptx"),
    ("Index/Document.iwa", "numbers"),
    ("Index.zip", "numbers"),
)


def no_spreadsheet(members: Set[str]) -> str | None:
    """The kind of document that a ZIP of these members is; None where it is none that is known."""
    return next((kind for name, kind in _TELLTALES if name in members), None)
