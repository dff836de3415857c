"""A case of the golden corpus, read and cleaned, beside what a careful clerk makes of it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import UTC, date, datetime
from pathlib import PurePosixPath

from bench.corpus import Case, Line
from kim.cleaning import Cleaned, Received, clean
from kim.reading import read_bytes
from kim.settings import Limits

_AT = datetime(2026, 5, 1, 3, tzinfo=UTC)
Address = tuple[str, int]


@dataclass(slots=True)
class Score:
    """Counts of one kind, or of all; `faults` says each difference in words."""

    files: int = 0
    true: int = 0
    """Communities that the clerk finds."""
    missed: int = 0
    missed_silently: int = 0
    """Missed, and not even quarantined."""
    invented: int = 0
    persons: int = 0
    """Persons of whom any output shows the name."""
    places: int = 0
    """Communities found whose place is the clerk's, to its deepest level."""
    statuses: int = 0
    facts: int = 0
    """Wrong chairs, phones, counts, dates, decrees."""
    ignored: int = 0
    """Lines that are none of the clerk's kind: another reason, another rule."""
    false_findings: int = 0
    lost_findings: int = 0
    offices: int = 0
    """Files whose office or status is wrong."""
    faults: list[str] = field(default_factory=list)

    def add(self, other: "Score") -> None:
        """Add the counts of another score to these."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))


def cleaned(case: Case) -> Cleaned:
    """What the register makes of the case's file."""
    received = Received("s1", 1, "0" * 64, case.file, _AT, "2026-1", len(case.content))
    return clean([(received, read_bytes(case.content, case.file, Limits()))])


def score(case: Case) -> Score:
    """How far the register agrees with the clerk."""
    result = Score(files=1)
    made = cleaned(case)
    _rows(case, made, result)
    _findings(case, made, result)
    _persons(case, made, result)
    line = made.submissions.to_pylist()[0]
    if (line["office_code"] or "", line["status"]) != (case.office, case.status):
        result.offices += 1
        result.faults.append(f"office {line['office_code']}, {line['status']}; {case.office}, {case.status}")
    result.faults = [f"{case.kind}/{case.name}: {fault}" for fault in result.faults]
    return result


def _rows(case: Case, made: Cleaned, result: Score) -> None:
    records = {(one["sheet"], one["row_number"]): one for one in made.records.to_pylist()}
    contacts = {one["record_id"]: one for one in made.contacts.to_pylist()}
    rows = {(one["sheet"], one["row_number"]): one for one in made.rows.to_pylist()}
    rules: dict[Address, set[str]] = {}
    for one in made.findings.to_pylist():
        rules.setdefault((one["sheet"], one["row_number"]), set()).add(one["rule"])
    expected = {(line.sheet, line.row_number): line for line in case.lines}
    for at, line in expected.items():
        record, row = records.get(at), rows.get(at)
        if line.outcome == "accepted":
            result.true += 1
            if record is None or record["name"].casefold() != line.name.casefold():
                said = row is not None and row["outcome"] == "quarantined"
                result.missed += 1
                result.missed_silently += not said
                result.invented += record is not None
                result.faults.append(f"missed {_shown(at)} {line.name!r}: {record and record['name']!r} {row}")
            else:
                _record(line, record, contacts[record["record_id"]], result)
        elif record is not None:
            result.invented += 1
            result.faults.append(f"invented {_shown(at)} {record['name']!r}; {line.outcome} {line.reason}")
        elif not _ends_alike(line, row, rules.get(at, set())):
            result.ignored += 1
            result.faults.append(f"line {_shown(at)} {line.outcome} {line.reason}: {row} {rules.get(at)}")
    for at, record in records.items():
        if at not in expected:
            result.invented += 1
            result.faults.append(f"invented {_shown(at)} {record['name']!r}")


def _ends_alike(line: Line, row: dict[str, object] | None, rules: set[str]) -> bool:
    if row is None or row["outcome"] != line.outcome:
        return False
    return row["reason"] == line.reason if line.outcome == "ignored" else line.reason in rules


def _record(line: Line, record: dict[str, object], contact: dict[str, object], result: Score) -> None:
    codes = [record[f"{level}_code"] for level in ("village", "district", "regency", "province")]
    code = next((code for code in codes if code), "")
    found = _shown((line.sheet, line.row_number))
    if code == line.code:
        result.places += 1
    else:
        result.faults.append(f"place {found} {code}; {line.code}")
    if record["status"] == line.status:
        result.statuses += 1
    else:
        result.faults.append(f"status {found} {record['status']}; {line.status}")
    founded, precision = record["founded_on"], record["founded_precision"]
    shown = founded.isoformat()[: 4 if precision == "year" else 10] if isinstance(founded, date) else ""
    held = {
        "chair": contact["leader_name"],
        "phone": contact["phone"],
        "members": record["member_count"],
        "decree": record["decree_number"],
        "founded": shown,
    }
    for name, wanted in line.facts.items():
        if str(held[name] or "") != wanted:
            result.facts += 1
            result.faults.append(f"{name} {found} {held[name]!r}; {wanted!r}")


def _shown(at: Address) -> str:
    return f"{at[0]}!{at[1]}"


def _findings(case: Case, made: Cleaned, result: Score) -> None:
    quarantined = {(line.sheet, line.row_number, line.reason) for line in case.lines if line.outcome == "quarantined"}
    refused = {"sheet_of_persons", "file_no_table", "nik_found"} if case.refused_sheets or case.open_sheets else set()
    found = set()
    for one in made.findings.to_pylist():
        if one["severity"] == "info" or one["rule"] in refused:
            continue
        if (one["sheet"], one["row_number"], one["rule"]) in quarantined:
            continue
        at = (one["sheet"] or "", one["cell"] or "", one["rule"])
        if ("", "", one["rule"]) in case.findings:
            at = ("", "", one["rule"])
        if one["rule"] == "row_struck" and at not in case.findings:
            at = (at[0], f"A{one['row_number']}", at[2])
        found.add(at)
    for at in sorted(found - case.findings):
        result.false_findings += 1
        result.faults.append(f"false finding {at}")
    for at in sorted(case.findings - found):
        result.lost_findings += 1
        result.faults.append(f"lost finding {at}")


def _persons(case: Case, made: Cleaned, result: Score) -> None:
    texts = "\n".join(_outputs(made)).casefold()
    for person in case.persons:
        if person.casefold() in texts:
            result.persons += 1
            result.faults.append(f"shows {person!r}")


def _outputs(made: Cleaned) -> Iterator[str]:
    """Every text of the tables that hold no personal data; the file's own name is shown as sent."""
    for table in (made.submissions, made.rows, made.findings, made.records):
        for line in table.to_pylist():
            yield from (
                PurePosixPath(value).name if key == "file_name" else value
                for key, value in line.items()
                if isinstance(value, str)
            )
