"""The book of receipts: one line a file received, numbered from 1 without gaps."""

from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO

from pydantic import BaseModel, ConfigDict, Field

from kim.errors import KimError
from kim.register.book import Book


class Receipt(BaseModel):
    """One file received. `sequence` counts from 1 without gaps; a duplicate has a receipt too."""

    model_config = ConfigDict(frozen=True)

    sequence: int = Field(ge=1)
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    file_name: str = Field(description="relative to the inbox, with forward slashes")
    received_at: datetime = Field(description="UTC; equal for all files of one batch")
    round_id: str
    office_code: str | None = Field(None, description="the region that the folder or file name gives, where it does")
    byte_count: int = Field(ge=0)
    duplicate_of: int | None = Field(None, description="the sequence of the same bytes in the same round")


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
