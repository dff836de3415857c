"""The bridge from the baseline to the registered figure as a picture: each bar starts where the last one ended."""

from collections.abc import Mapping, Sequence
from html import escape

from kim.publishing.report.numbers import number

Line = Mapping[str, object]
ROW, BAR = 46, 26


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
