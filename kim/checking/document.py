"""`kim check --json`: the document that contract section 4 fixes and `docs/check-json.schema.json` describes."""

from dataclasses import replace
from typing import Any

from kim.checking.model import Checked
from kim.findings import Finding
from kim.reading.titles import hidden_sheets

FINDING_KEYS = (
    "sheet",
    "row_number",
    "column_name",
    "cell",
    "rule",
    "severity",
    "value",
    "message_id",
    "message_en",
    "suggestion",
)


def file_document(checked: Checked) -> dict[str, Any]:
    """One entry of `files`; personal values are masked as the findings hold them."""
    return {
        "file": checked.file,
        "status": checked.status,
        "row_count": checked.row_count,
        "accepted_count": checked.accepted_count,
        "quarantined_count": checked.quarantined_count,
        "findings": [{key: getattr(finding, key) for key in FINDING_KEYS} for finding in masked_findings(checked)],
    }


def masked_findings(checked: Checked) -> list[Finding]:
    """The findings as anybody may see them: a sheet whose name holds a number or a person is called by its place."""
    names = hidden_sheets(checked.reading)
    return [replace(one, sheet=names[one.sheet]) if one.sheet in names else one for one in checked.findings]
