"""The sheet `Ringkasan`: what was received, what is counted, what is not and why, what to do, and where each fault is.

It holds no cell that could be taken for a header of KIM, so that a report may be corrected and sent back as it is.
"""

from collections.abc import Iterator

from kim.checking.check import Checked, Receipt
from kim.checking.excel import location
from kim.checking.overview import SEVERITY_RANK, by_severity, grouped, most_frequent
from kim.checking.report.lines import Line, Piece, line
from kim.checking.report.listing import (
    SUMMARY_FINDINGS,
    SUMMARY_IGNORED,
    Overflow,
    finding_head,
    finding_line,
    ignored_head,
    ignored_line,
    overflow,
    remark,
)
from kim.checking.report.marks import Anchors
from kim.checking.report.sentences import Facts, advice, counts, notes, outcome, why
from kim.checking.wording import label, message, moment, text
from kim.display import one_line

LINK_ROW = 2  # below the title: where a reader who knows the form goes first


def summary(checked: Checked, receipt: Receipt | None, facts: Facts) -> tuple[list[Line], list[Overflow]]:
    """The lines of the summary sheet, and the further sheets that long lists run on to."""
    anchors = Anchors.of(checked.reading.tables)
    found = [finding_line(finding, anchors, facts) for finding in grouped(by_severity(checked.findings))]
    ignored = [ignored_line(row, facts) for row in checked.ignored]
    more_found = overflow("more_sheet", finding_head(), found[SUMMARY_FINDINGS:], facts)
    more_ignored = overflow("ignored_sheet", ignored_head(), ignored[SUMMARY_IGNORED:], facts)
    lines = [
        *_head(checked, receipt),
        *_section("received_heading", [*counts(checked, receipt), *_said(outcome(checked, receipt))]),
        *_section("why_heading", why(checked, anchors, facts)),
        *_section("do_heading", _numbered(advice(checked, facts))),
        *_section("colours_heading", _legend() if checked.findings and facts.names else []),
        *_section("frequent_heading", list(_frequent(checked)) if facts.names else []),
        *_ignored(ignored, more_ignored),
        *_section("sheets_heading", list(_sheets(facts))),
        *_section("notes_heading", _said(notes(checked, facts))),
    ]
    lines += _findings(len(checked.findings), found, more_found)
    if found:
        lines[LINK_ROW - 1] = _to_findings(lines, facts)
    return lines, more_found + more_ignored


def _head(checked: Checked, receipt: Receipt | None) -> Iterator[Line]:
    yield line(Piece(0, text("report", "receipt_title" if receipt else "title"), "title", 8))
    yield line()
    facts = [("file", one_line(checked.reading.file_name.rsplit("/", 1)[-1] or checked.file))]
    if receipt is not None:
        facts += [
            ("receipt_number", str(receipt.sequence)),
            ("received_on", moment(receipt.received_at)),
            ("round", receipt.round_id),
        ]
    else:
        facts.append(("checked_on", moment(checked.checked_at)))
    facts.append(("result", label("status", receipt.status if receipt else checked.status)))
    for key, value in facts:
        yield line(Piece(0, text("report", key), "label", 2), Piece(2, value, "value", 6))


def _to_findings(lines: list[Line], facts: Facts) -> Line:
    head = next(row for row, line in enumerate(lines, 1) if line.header)
    return line(Piece(0, text("report", "findings_link"), "jump", 2, location(facts.summary, f"A{head}")))


def _section(heading: str, lines: list[Line]) -> list[Line]:
    """A heading and its lines; nothing at all where there are no lines."""
    return [line(), line(Piece(0, text("report", heading), "heading", 8)), *lines] if lines else []


def _said(sentences: list[str]) -> list[Line]:
    return [line(Piece(0, sentence, "text", 8)) for sentence in sentences]


def _numbered(sentences: list[str]) -> list[Line]:
    if len(sentences) == 1:
        return _said(sentences)
    return _said([f"{place}. {sentence}" for place, sentence in enumerate(sentences, 1)])


def _legend() -> list[Line]:
    return [
        line(Piece(0, label("severity", severity), severity), Piece(1, label("legend", severity), "text", 7))
        for severity in SEVERITY_RANK
    ]


def _frequent(checked: Checked) -> Iterator[Line]:
    for tally in most_frequent(checked):
        if tally.of is None:
            share = text("report", "times", count=tally.count)
        else:
            share = text("report", "share", count=tally.count, of=tally.of)
        yield line(
            Piece(0, label("severity", tally.severity), tally.severity),
            Piece(1, share, "body", 2),
            Piece(3, one_line(message(tally.first, "id")), "body", 4),
            Piece(7, tally.rule, "small"),
        )


def _findings(count: int, found: list[Line], more: list[Overflow]) -> Iterator[Line]:
    yield line()
    yield line(Piece(0, text("report", "findings_heading", count=count), "heading", 8))
    if not found:
        yield from _said([text("report", "findings_none")])
        return
    if more:
        names = ", ".join(sheet.name for sheet in more)
        yield from _said(
            [text("report", "findings_more", shown=SUMMARY_FINDINGS, rest=len(found) - SUMMARY_FINDINGS, sheets=names)]
        )
    yield finding_head()
    yield from found[:SUMMARY_FINDINGS]


def _ignored(ignored: list[Line], more: list[Overflow]) -> Iterator[Line]:
    if not ignored:
        return
    yield line()
    yield line(Piece(0, text("report", "ignored_heading", count=len(ignored)), "heading", 8))
    yield ignored_head()
    yield from ignored[:SUMMARY_IGNORED]
    if more:
        names = ", ".join(sheet.name for sheet in more)
        yield from _said([text("report", "ignored_more", rest=len(ignored) - SUMMARY_IGNORED, sheets=names)])


def _sheets(facts: Facts) -> Iterator[Line]:
    """Only where a sheet had to take another name."""
    if all(origin.strip() == name for origin, name in facts.names.items()):
        return
    yield line(Piece(0, text("report", "sheets_name"), "head", 3), Piece(3, text("report", "sheets_origin"), "head", 5))
    for origin, name in facts.names.items():
        yield line(Piece(0, remark("sheet", name), "body", 3), Piece(3, one_line(origin), "body", 5))
