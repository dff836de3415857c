"""What parsing yields: for one distinct value the typed value and its issues, for a column its values by code.

A parser is a pure function of one cell; `parse_column` calls it once for each distinct value of a batch and enters a
finding on every row that has a value with an issue.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, Never, TypeVar

import numpy as np
import pyarrow as pa

from kim.cleaning.batch import ArrowArray, Batch, EncodedColumn, Ints, Raw, decoded
from kim.cleaning.findings import Findings
from kim.cleaning.masking import ADDRESSES, PERSONAL, find_nik, shown
from kim.cleaning.usual_forms import UsualForms, in_usual_form
from kim.reading.model import CellError
from kim.reference.text import is_blank

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Issue:
    """A rule that a value breaks, with what to write instead where that is known."""

    rule: str
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T_co]):
    """The clean value (None where the cell is empty or bad) and the issues found on the way."""

    value: T_co | None
    issues: tuple[Issue, ...] = ()


def parsed(value: T, *issues: Issue) -> Parsed[T]:
    """A value that counts, with infos or warnings beside it."""
    return Parsed(value, issues)


def unparsed(rule: str, suggestion: str | None = None) -> Parsed[Never]:
    """A cell that becomes null."""
    return Parsed(None, (Issue(rule, suggestion),))


Parser = Callable[[str], Parsed[T]]
# Columns of free text: what is left of the cell without the number is still worth keeping.
_TEXTS = frozenset({"nama_kim", "nama_ketua", "alamat", "nomor_sk"})


@dataclass(frozen=True, slots=True)
class ParsedColumn(Generic[T_co]):
    """A column's clean values by code; `values[codes[row]]` is the row's."""

    values: Sequence[T_co | None]
    codes: Ints

    def by_row(self) -> list[T_co | None]:
        """One value a row."""
        values = self.values
        return [values[code] for code in self.codes.tolist()]

    def arrow(self, rows: Ints, kind: pa.DataType | None = None) -> ArrowArray:
        """The values of `rows` as an Arrow array of `kind` (text by default)."""
        return decoded(self.values, self.codes[rows], kind)


def parse_text_column(
    batch: Batch, findings: Findings, field: str, parse: Parser[str], forms: UsualForms
) -> ParsedColumn[str]:
    """Parse a column of texts; those that have a usual form are not given to `parse`."""
    encoded = batch.column(field)
    usual = in_usual_form(encoded, forms)
    for rule, codes in usual.issues:
        entries = [(code, findings.number((field, rule, shown(field, encoded.texts[code]), None))) for code in codes]
        findings.add_by_code(encoded.codes, len(usual.values), field, entries)
    return parse_column(batch, findings, field, parse, usual.values)


def parse_column(
    batch: Batch, findings: Findings, field: str, parse: Parser[T], known: Sequence[T | None] | None = None
) -> ParsedColumn[T]:
    """Parse the texts of a column, as `parse_raw_column` does."""
    return parse_raw_column(batch, findings, field, lambda _, text: parse(text), known)


def parse_raw_column(
    batch: Batch,
    findings: Findings,
    field: str,
    parse: Callable[[Raw, str], Parsed[T]],
    known: Sequence[T | None] | None = None,
) -> ParsedColumn[T]:
    """Parse a column by value as read and text, and add the findings on its cells.

    `known` has by code the values that are not given to `parse`.
    """
    encoded = batch.column(field)
    values: list[T | None] = list(known) if known is not None else [None] * len(encoded.distinct)
    blank = _blank(encoded, is_name=field == "nama_kim")
    for code in blank:
        values[code] = None
    maybe_faulty = set(encoded.maybe_faulty)
    faulty: list[tuple[int, int]] = []
    for code in [code for code, value in enumerate(values) if value is None and code not in blank]:
        raw, text = encoded.distinct[code], encoded.texts[code]
        issues = common_faults(field, raw, text) if code in maybe_faulty else ()
        if not issues or (field in _TEXTS and not isinstance(raw, CellError)):
            result = parse(raw, text)
            values[code], issues = result.value, (*issues, *result.issues) if issues else result.issues
        for issue in issues:
            suggestion = None if field in PERSONAL else issue.suggestion
            faulty.append((code, findings.number((field, issue.rule, shown(field, text), suggestion))))
    findings.add_by_code(encoded.codes, len(values), field, faulty)
    return ParsedColumn(values, encoded.codes)


def _blank(encoded: EncodedColumn, *, is_name: bool) -> set[int]:
    """The codes of blank cells; only in the column of names a word for `none` is a value."""
    maybe = np.flatnonzero(encoded.maybe_blank).tolist()
    return {code for code in maybe if (not encoded.texts[code].strip() if is_name else is_blank(encoded.texts[code]))}


def common_faults(field: str, raw: Raw, text: str) -> tuple[Issue, ...]:
    """The faults that a cell of any column may have."""
    if isinstance(raw, CellError):
        return (Issue("name_missing" if field == "nama_kim" else "cell_error"),)
    if find_nik(text, in_address=field in ADDRESSES):
        return (Issue("nik_found"),)
    return ()
