"""`report.html`: one self-contained page with no date, number or name but the data's."""

import base64
import hashlib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import jinja2
import pyarrow as pa

from kim.clock import day_in_jakarta
from kim.publishing.figures import baseline_of
from kim.publishing.manifest import Facts
from kim.publishing.metadata import Metadata
from kim.publishing.report import sections
from kim.publishing.report.charts import CLASSES, province_map, shade, waterfall
from kim.publishing.report.csv_rows import linker
from kim.publishing.report.wording import bridge_label, tools
from kim.statements import statement

FOLDER = Path(__file__).parent
_LINES = ("baseline", "outstanding", "surplus", "founded_after", "not_in_baseline", "registered")


def render(
    conn: duckdb.DuckDBPyConnection, content: Mapping[str, pa.Table], about: Metadata, number: str, facts: Facts
) -> str:
    """The page as HTML, made from the tables of the release; `conn` gives the names of places and the milestones."""
    shown = _shown(conn, content, about.round_id)
    script = (FOLDER / "report.js").read_text(encoding="utf-8")
    return (
        _environment()
        .get_template("report.html.jinja")
        .render(
            number=number,
            about=about,
            facts=facts,
            as_of=day_in_jakarta(facts.request.as_of) if facts.request.as_of else None,
            style=(FOLDER / "report.css").read_text(encoding="utf-8"),
            script=script,
            script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
            link=linker(content),
            files=[(name, content[name].num_rows) for name in content],
            **shown,
        )
    )


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.globals |= tools()
    return environment


def pictures(content: Mapping[str, pa.Table], baseline_id: str, families: Mapping[str, list[str]]) -> dict[str, str]:
    """The waterfall, wide and narrow, and the map, as SVG."""
    labels = {name: bridge_label(name, baseline_id) for name in _LINES}
    lines = sections.bridge(content, "baseline", baseline_id)
    rows = sections.reconciliation(content, baseline_id, families)
    return {
        "waterfall": waterfall(lines, labels, 500),
        "waterfall_narrow": waterfall(lines, labels, 330, narrow=True),
        "map": province_map(rows[:-1]),
    }


def _shown(conn: duckdb.DuckDBPyConnection, content: Mapping[str, pa.Table], round_id: str) -> dict[str, Any]:
    baseline_id = baseline_of(conn, round_id)
    families = families_of(conn, baseline_id)
    rows = sections.reconciliation(content, baseline_id, families)
    named = dict(conn.execute(statement("publishing/regency_names")).fetchall())
    completeness, completeness_rows, silent = sections.completeness(content)
    reach, reach_rows, blank = sections.reach(content)
    top, offices = sections.quality(content)
    change_counts, change_rows, change_figures = sections.changes(content)
    return {
        "baseline_id": baseline_id,
        "baseline_provinces": sum(row["baseline_count"] is not None for row in rows[:-1]),
        "nation": rows[-1],
        "provinces": rows[:-1],
        "shades": {row["province_code"]: shade(row) for row in rows[:-1]},
        "shade_names": CLASSES,
        "bridge": sections.bridge(content, "baseline", baseline_id),
        "intake": sections.bridge(content, "intake", round_id),
        "all_rounds": sections.all_rounds(content),
        "pictures": pictures(content, baseline_id, families),
        "timeline": _timeline(conn),
        "completeness": completeness,
        "completeness_rows": completeness_rows,
        "silent": [named.get(code, code) for code in silent],
        "reach": reach,
        "reach_rows": reach_rows,
        "blank": [named.get(code, code) for code in blank],
        "top_rules": top,
        "offices": offices,
        "file_count": _file_count(conn, round_id),
        "change_counts": change_counts,
        "change_rows": change_rows,
        "change_figures": change_figures,
    }


def families_of(conn: duckdb.DuckDBPyConnection, baseline_id: str) -> dict[str, list[str]]:
    """Today's provinces of each province of a baseline."""
    families: dict[str, list[str]] = {}
    for code, today in conn.execute(
        "select baseline_province_code, province_code from mart.baseline_province where baseline_id = ? order by 1, 2",
        [baseline_id],
    ).fetchall():
        families.setdefault(code, []).append(today)
    return families


def _timeline(conn: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    rows: list[tuple[date, str, int, int | None, str, str, str]] = conn.execute(
        statement("publishing/milestones")
    ).fetchall()
    names = ("on", "precision", "count", "provinces", "measure_id", "measure_en", "source")
    found: list[dict[str, Any]] = [dict(zip(names, row, strict=True)) for row in rows]
    for one in found:
        one["kind"] = "site" if "kim.id" in one["measure_id"] else "tally"
    return found


def _file_count(conn: duckdb.DuckDBPyConnection, round_id: str) -> int:
    rows = conn.execute("select submissions from mart.round_summary where round_id = ?", [round_id]).fetchall()
    return int(rows[0][0])
