"""What judging one distinct value yields: the typed value, and what there is to say about the cell."""

from dataclasses import dataclass
from typing import Generic, Never, TypeVar

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Issue:
    """A rule that a value breaks, with what to write instead where that is known."""

    rule: str
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Verdict(Generic[T_co]):
    """The clean value (None where the cell is empty or bad) and the issues found on the way."""

    value: T_co | None
    issues: tuple[Issue, ...] = ()


def good(value: T, *issues: Issue) -> Verdict[T]:
    """A value that counts, with infos or warnings beside it."""
    return Verdict(value, issues)


def bad(rule: str, suggestion: str | None = None) -> Verdict[Never]:
    """A cell that becomes null."""
    return Verdict(None, (Issue(rule, suggestion),))
