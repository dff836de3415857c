"""Where an office says there is no community and the register knows one: a warning, renewed with every resolve."""

from typing import TYPE_CHECKING

import pyarrow as pa

from kim.cleaning.catalogue import message, rules
from kim.cleaning.model import FINDING
from kim.matching import script

if TYPE_CHECKING:
    import duckdb

RULE = "no_kim_but_known"
_FORGET = "delete from intake.finding where rule = $rule"
_WARN = "insert into intake.finding by name select * from handed_over"


def warn_where_known(conn: "duckdb.DuckDBPyConnection") -> int:
    """Enter the findings `no_kim_but_known` as the register stands now; returns how many."""
    if not script.count(conn, "intake.no_kim"):
        return 0
    rule = rules()[RULE]
    lines = [
        {
            "submission_id": submission_id,
            "sheet": sheet,
            "row_number": row_number,
            "rule": RULE,
            "severity": rule.severity,
            "message_id": message(rule.message_id, None, known),
            "message_en": message(rule.message_en, None, known),
            "suggestion": known,
        }
        for submission_id, sheet, row_number, known in script.run(conn, "85_no_kim_known")
    ]
    conn.execute(_FORGET, {"rule": RULE})
    conn.register("handed_over", pa.Table.from_pylist(lines, schema=FINDING))
    conn.execute(_WARN)
    conn.unregister("handed_over")
    return len(lines)
