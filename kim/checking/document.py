"""`kim check --json`: the document that contract section 4 fixes and `docs/check-json.schema.json` describes."""

from dataclasses import asdict
from typing import Any

from kim.checking.model import Checked
from kim.findings import Finding

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
        "findings": [_finding(finding) for finding in checked.findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    values = asdict(finding)
    return {key: values[key] for key in FINDING_KEYS}
