"""Redaction: a file with some cells blanked, every other cell at its own address and as it was."""

from kim.register.redaction.file import redact_file

__all__ = ["redact_file"]
