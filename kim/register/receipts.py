"""The book of receipts: one line a file received, numbered from 1 without gaps."""

from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO

from kim.errors import KimError
from kim.register.book import Book
from kim.register.model import Receipt


class ReceiptBook(Book[Receipt]):
    """`registry/receipts.jsonl`."""

    line = Receipt

    def moment(self, line: Receipt) -> datetime:
        """When the batch was received."""
        return line.received_at

    def next_sequence(self) -> int:
        """The number of the next receipt."""
        last = self.last()
        return 1 if last is None else last.sequence + 1

    def check(self, lines: Sequence[Receipt]) -> None:
        """Refuse a gap: a receipt is missing, and with it a file that an office sent."""
        for number, line in enumerate(lines, start=1):
            if line.sequence != number:
                raise self.damaged(number, f"has sequence {line.sequence} where {number} follows")

    def _check_follows(self, file: BinaryIO, lines: Sequence[Receipt]) -> None:
        last = self._last(file)
        following = 1 if last is None else last.sequence + 1
        for number, line in enumerate(lines, start=following):
            if line.sequence != number:
                raise KimError(f"receipt {line.sequence} does not follow: {number} is next in {self.path}")
