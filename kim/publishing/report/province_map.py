"""The map of the baseline's provinces, shaded by how much of each baseline is registered."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape

from kim.home import REFERENCE
from kim.publishing.report.numbers import number, percent

CLASSES = ("none", "under25", "under50", "under75", "under100", "full", "outside")
_PATH = re.compile(r'<path id="p(\d\d)" d="([^"]+)"/>')
HATCH = (
    '<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="hatch-back" width="5" height="5"/><rect class="hatch-line" width="1.6" height="5"/></pattern></defs>'
)


@cache
def outlines() -> dict[str, str]:
    """The outline of each province of the baselines, by Kemendagri code."""
    text = (REFERENCE / "map" / "indonesia.svg").read_text(encoding="utf-8")
    return dict(_PATH.findall(text))


def shade(row: Mapping[str, object]) -> str:
    """The class of a province: the share of its baseline that registered communities can stand for."""
    if row["baseline_count"] is None:
        return "outside"
    whole = int(str(row["baseline_count"]))
    share = 1.0 if whole == 0 else 1 - int(str(row["outstanding"])) / whole
    if share == 0:
        return "none"
    limits = zip(("under25", "under50", "under75", "under100"), (0.25, 0.5, 0.75, 1.0), strict=True)
    return next((name for name, limit in limits if share < limit), "full")


def province_map(rows: Sequence[Mapping[str, object]]) -> str:
    """The map as SVG; a province without an outline is left to the table."""
    shapes = outlines()
    parts = ['<svg class="map" viewBox="0 28 793 290" xmlns="http://www.w3.org/2000/svg" aria-hidden="true">', HATCH]
    for row in rows:
        code = str(row["province_code"])
        if code in shapes:
            told = escape(_told(row), quote=True)
            parts.append(
                f'<path class="m-{shade(row)}" data-code="{code}" d="{shapes[code]}"><title>{told}</title></path>'
            )
    parts.append("</svg>")
    return "".join(parts)


def _told(row: Mapping[str, object]) -> str:
    registered = int(str(row["registered_count"]))
    name = str(row["province_name"])
    if row["baseline_count"] is None:
        return f"{name}: {number(registered)} · –"
    baseline, outstanding = int(str(row["baseline_count"])), int(str(row["outstanding"]))
    return f"{name}: {number(registered)} / {number(baseline)} ({percent(baseline - outstanding, baseline)})"
