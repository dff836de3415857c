"""One small fault: a stretch of a file's text and what is put in its place."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """`text[start:end]` becomes `after`."""

    start: int
    end: int
    after: str

    def applied(self, text: str) -> str:
        """The text with the fault."""
        return text[: self.start] + self.after + text[self.end :]

    def line_number(self, text: str) -> int:
        """The line in which the fault begins, from 1."""
        return text.count("\n", 0, self.start) + 1

    def line(self, text: str) -> str:
        """That line as it stands, without its indentation."""
        return text.splitlines()[self.line_number(text) - 1].strip()

    def told(self, text: str) -> str:
        """The fault in a few words: `and → or`."""
        before, after = (" ".join(part.split()) or "nothing" for part in (text[self.start : self.end], self.after))
        return f"{before} → {after}"
