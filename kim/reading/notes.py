"""The codes of the notes that reading makes, the reasons for which it ignores a row, and the refusal of a file.

Cleaning turns each `Note` into a finding by its `rule`; the messages stand in `schemas/reference/rules.toml`.
Severity `error` on a note without a sheet means that the whole file is refused (`Reading.refused`). The same code with
`sheet` set to a member's path means that this one member of a ZIP was refused and the rest was read. `value` never
holds personal data.
"""

from dataclasses import dataclass

from kim.findings import Severity


@dataclass(frozen=True, slots=True)
class NoteKind:
    """One code: its severity, what it means, and what the note's `value` says."""

    severity: Severity
    meaning: str
    value: str


NOTES: dict[str, NoteKind] = {
    # The file, or a member of a ZIP, is refused.
    "file_empty": NoteKind("error", "the file has no bytes, or only blanks", "none"),
    "file_too_large": NoteKind("error", "more bytes than the limit", "'<size> MB > <limit> MB'"),
    "file_unreadable": NoteKind("error", "broken or truncated; save it anew and send it again", "format, as 'xlsx'"),
    "file_encrypted": NoteKind("error", "protected by a password; send it without one", "format, as 'xlsx'"),
    "file_format_unknown": NoteKind("error", "not a spreadsheet", "what it is: 'pdf', 'docx', 'html', 'image', '?'"),
    "file_unpacks_too_large": NoteKind(
        "error",
        "a ZIP, XLSX or ODS that unpacks to more bytes, or at a higher ratio, than the limit",
        "'<n> > <limit>'",
    ),
    "file_too_many_members": NoteKind("error", "a ZIP of more members than the limit", "'<n> > <limit>'"),
    "file_nested_too_deep": NoteKind("error", "a ZIP within a ZIP deeper than the limit", "'<n> > <limit>'"),
    "file_unsafe_path": NoteKind("error", "a member's name leads out of the ZIP ('../', '/', 'C:')", "none"),
    "file_entity_bomb": NoteKind("error", "XML inside the file declares a DOCTYPE; never expanded", "none"),
    "file_too_many_sheets": NoteKind("error", "more sheets than the limit", "'<n> > <limit>'"),
    "file_too_many_rows": NoteKind("error", "a sheet of more rows than the limit", "'<n> > <limit>'"),
    "file_too_many_columns": NoteKind("error", "a sheet of more columns than the limit", "'<n> > <limit>'"),
    "file_too_many_cells": NoteKind(
        "error", "a sheet of more cells than the limit, styled empty ones included", "'<n> > <limit>'"
    ),
    "file_not_judged": NoteKind("error", "judging it failed: a fault of the software", "'<kind> at <module>:<line>'"),
    "file_no_table": NoteKind("error", "no sheet has a column for the community's name", "none"),
    "sheet_of_persons": NoteKind("error", "a list of persons that names no community; refused", "none"),
    # Read, but something may be wrong.
    "formula_no_value": NoteKind("warning", "formulas with no stored value; open in Excel and save", "'D7, D8'"),
    "quote_unclosed": NoteKind("warning", "CSV: a quotation mark that is never closed; quotes read as text", "none"),
    "text_damaged": NoteKind("warning", "CSV: bytes that its encoding does not know; shown as �", "encoding"),
    "sheet_unread": NoteKind("warning", "rows that look like communities, under no header that is known", "none"),
    # Read; for information.
    "sheet_no_header": NoteKind("info", "no header with the community's name on this sheet; it is ignored", "none"),
    "text_nul": NoteKind("info", "CSV: NUL characters, left out", "none"),
    "text_two_encodings": NoteKind("info", "CSV: lines in two encodings, each read by its own", "none"),
    "sheet_empty": NoteKind("info", "a sheet with no values; it is ignored", "none"),
    "hidden_read": NoteKind(
        "info", "the sheet, rows or columns are hidden; read like the others", "'sheet; rows 5-7, 9; columns D-E'"
    ),
    "merged_filled": NoteKind("info", "merged body cells: each row got the value", "'B7:B11, C7:C9'"),
    "column_repeated": NoteKind(
        "info", "a second column of one meaning; kept as an unknown column", "canonical name, as 'nomor_hp'"
    ),
    "macros_ignored": NoteKind("info", "the workbook has macros; never run", "none"),
    "links_ignored": NoteKind("info", "the workbook links to other files; never followed", "none"),
    "format_differs": NoteKind("info", "the content is not what the extension says", "'.xlsx > xls'"),
    "member_ignored": NoteKind("info", "a member of the ZIP that is no spreadsheet (`sheet` is its path)", "none"),
}

# `no_kim` rows stand in their table (`Table.no_kim`), for they are placed; the others in `Reading.ignored`.
REASONS: dict[str, str] = {
    "header": "the header once more, its second line, the numbers of the columns, or the title of the next table",
    "section": "a heading between the rows: a place, or a community, of the rows below it",
    "total": "a total, a subtotal or a count",
    "footer": "a signature, a date, a remark, a sum carried forward",
    "officer": "a person of a community",
    "no_kim": "says that there is no community here (yet)",
    "unanswered": "nothing but its number, as in a form that was not filled",
}

BYTES = " byte"


class RefusedError(Exception):
    """A file, or a member of a ZIP, is refused by the rule named (see `kim.reading.notes`)."""

    def __init__(self, rule: str, value: str | None = None) -> None:
        super().__init__(rule)
        self.rule = rule
        self.value = value


def over(rule: str, found: int, limit: int, unit: str = "") -> None:
    """Refuse where more was found than the limit allows; `unit` is written after both figures."""
    if found > limit:
        raise RefusedError(rule, f"{found}{unit} > {limit}{unit}")
