"""The charts of the report as SVG: the map of the baseline's provinces, and the bridge from baseline to register."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape

from kim.home import REFERENCE
from kim.publishing.report.wording import number, percent

CLASSES = ("none", "under25", "under50", "under75", "under100", "full", "outside")
_PATH = re.compile(r'<path id="p(\d\d)" d="([^"]+)"/>')
HATCH = (
    '<defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect class="hatch-back" width="5" height="5"/><rect class="hatch-line" width="1.6" height="5"/></pattern></defs>'
)
Line = Mapping[str, object]
ROW, BAR = 46, 26


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
            title = escape(_title(row), quote=True)
            parts.append(
                f'<path class="m-{shade(row)}" data-code="{code}" d="{shapes[code]}"><title>{title}</title></path>'
            )
    parts.append("</svg>")
    return "".join(parts)


def _title(row: Mapping[str, object]) -> str:
    registered = int(str(row["registered_count"]))
    name = str(row["province_name"])
    if row["baseline_count"] is None:
        return f"{name}: {number(registered)} · –"
    baseline, outstanding = int(str(row["baseline_count"])), int(str(row["outstanding"]))
    return f"{name}: {number(registered)} / {number(baseline)} ({percent(baseline - outstanding, baseline)})"


def waterfall(lines: Sequence[Line], labels: Mapping[str, tuple[str, str]], width: int, *, narrow: bool = False) -> str:
    """The picture as SVG, `width` wide; `narrow` puts each label above its bar instead of beside it.

    Args:
        lines: the bridge of one baseline in order, with `line` and signed `amount`; the last is the sum.
        labels: Indonesian and English label of each line.
        width: the width that the text is sized for.
        narrow: for phones.
    """
    left, right = (0, 4) if narrow else (158, 4)
    row, offset = (58, 24) if narrow else (ROW, 9)
    spans = _spans(lines)
    top = max([end for _, end, _ in spans] + [1])
    scale = (width - left - right - 62) / top
    height = row * len(lines) + 6
    parts = [f'<svg class="waterfall" viewBox="0 0 {width} {height}" width="{width}" height="{height}"']
    parts.append(' xmlns="http://www.w3.org/2000/svg" aria-hidden="true" focusable="false">')
    running_x: float | None = None
    for index, (line, (start, end, kind)) in enumerate(zip(lines, spans, strict=True)):
        y = index * row + offset
        x, size = left + start * scale, max((end - start) * scale, 1.5)
        name = str(line["line"])
        amount = int(str(line["amount"]))
        for lang, label in zip(("id", "en"), labels[name], strict=True):
            place = f'x="0" y="{y - 8}"' if narrow else f'x="{left - 12}" y="{y + 18}" text-anchor="end"'
            parts.append(f'<text class="wf-label" lang="{lang}" {place}>{escape(label)}</text>')
        if running_x is not None and not narrow:
            parts.append(f'<path class="wf-link" d="M{running_x:.1f} {y - row + BAR}V{y}"/>')
        parts.append(f'<rect class="wf-{kind}" x="{x:.1f}" y="{y}" width="{size:.1f}" height="{BAR}" rx="2"/>')
        shown = number(amount, signed=kind in {"plus", "minus"})
        parts.append(
            f'<text class="wf-value n" data-n="{amount}" data-signed="{int(kind in {"plus", "minus"})}"'
            f' x="{x + size + 8:.1f}" y="{y + 18}">{shown}</text>'
        )
        running_x = left + (end if kind in {"total", "plus"} else start) * scale
    parts.append("</svg>")
    return "".join(parts)


def _spans(lines: Sequence[Line]) -> list[tuple[int, int, str]]:
    """Where each bar starts and ends, and its kind."""
    spans: list[tuple[int, int, str]] = []
    running = 0
    for index, line in enumerate(lines):
        amount = int(str(line["amount"]))
        if index in {0, len(lines) - 1}:
            running = amount
            spans.append((0, amount, "total" if index == 0 else "end"))
            continue
        before, running = running, running + amount
        spans.append((min(before, running), max(before, running), "plus" if amount >= 0 else "minus"))
    return spans
