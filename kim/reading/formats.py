"""What a file is, by its first bytes; its extension only settles what they leave open."""

from pathlib import PurePosixPath

READABLE = frozenset({"xlsx", "xlsm", "xls", "ods", "csv", "tsv", "zip"})

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


def sniff(content: bytes) -> str:
    """What the content is: `zip`, `ole`, `text`, or the name of something that is no spreadsheet."""
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
    ("mimetype", "odf"),
    ("word/document.xml", "docx"),
    ("ppt/presentation.xml", "pptx"),
    ("Index/Document.iwa", "numbers"),
    ("Index.zip", "numbers"),
)


def of_members(names: frozenset[str]) -> str:
    """What a ZIP is, by its members: a workbook, a document, or a ZIP of files."""
    if "xl/workbook.xml" in names:
        return "xlsm" if "xl/vbaProject.bin" in names else "xlsx"
    return next((kind for name, kind in _TELLTALES if name in names), "zip")
