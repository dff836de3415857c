"""Pictures for a press release: the map and the waterfall of a release, as SVG and PNG, in both languages."""

import csv
import json
import re
from collections.abc import Mapping
from html import escape
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from kim.home import REFERENCE
from kim.publishing.metadata import texts_of_release
from kim.publishing.report.charts import CLASSES, province_map, waterfall
from kim.publishing.report.sections import bridge, reconciliation
from kim.publishing.report.wording import bridge_label, pair

STYLE = Path(__file__).parent / "pictures.css"
LANGUAGES = ("id", "en")
SCALE = 2.5
_OTHER = {"id": re.compile(r'<text class="wf-label" lang="en"[^>]*>[^<]*</text>')}
_OTHER["en"] = re.compile(r'<text class="wf-label" lang="id"[^>]*>[^<]*</text>')
_POINTS = re.compile(r'(data-n="-?\d+"[^>]*>[^<]*?)\.(\d{3})')


def draw(release: Path, out: Path) -> list[Path]:
    """Write `map` and `waterfall` into `out` for each language; returns the files.

    They are drawn from the release's own tables, so that they show what it says whatever came later.
    """
    import vl_convert

    out.mkdir(parents=True, exist_ok=True)
    known = json.loads((release / "manifest.json").read_text(encoding="utf-8"))
    tables = {
        name: pq.read_table(release / f"{name}.parquet") for name in ("bridge", "reconciliation", "province_count")
    }
    baseline_id = str(known["baseline_id"])
    written: list[Path] = []
    for index, lang in enumerate(LANGUAGES):
        foot = _foot(known, index)
        drawn = {
            "waterfall": _waterfall(tables, baseline_id, index, foot),
            "map": _map(tables, baseline_id, index, foot),
        }
        for name, svg in drawn.items():
            path = out / f"{name}.{lang}.svg"
            path.write_text(svg, encoding="utf-8")
            image = out / f"{name}.{lang}.png"
            image.write_bytes(vl_convert.svg_to_png(svg, scale=SCALE))
            written += [path, image]
    return written


def _waterfall(tables: Mapping[str, pa.Table], baseline_id: str, index: int, foot: list[str]) -> str:
    lines = bridge(tables, "baseline", baseline_id)
    labels = {str(line["line"]): bridge_label(str(line["line"]), baseline_id) for line in lines}
    inner = _OTHER[LANGUAGES[index]].sub("", waterfall(lines, labels, 720))
    if index:
        inner = _POINTS.sub(r"\1,\2", inner)
    height = 46 * len(lines) + 6
    return _page(
        pair("bridge.title")[index], inner.replace("<svg ", '<svg x="24" y="58" ', 1), foot, (768, height + 74)
    )


def _map(tables: Mapping[str, pa.Table], baseline_id: str, index: int, foot: list[str]) -> str:
    rows = reconciliation(tables, baseline_id, {})[:-1]
    inner = province_map(rows).replace("<svg ", '<svg x="24" y="56" width="793" height="290" ', 1)
    keys = []
    for place, name in enumerate(CLASSES):
        x, y = 24 + 205 * (place % 4), 366 + 22 * (place // 4)
        keys.append(
            f'<rect class="m-{name}" x="{x}" y="{y}" width="18" height="12" rx="2" stroke="#999" stroke-width=".4"/>'
        )
        keys.append(f'<text class="key" x="{x + 25}" y="{y + 10.5}">{escape(pair(f"map.{name}")[index])}</text>')
    return _page(
        pair("map.title")[index], inner + "".join(keys), [_split(index), *foot, pair("map.credit")[index]], (841, 412)
    )


def _split(index: int) -> str:
    """Today's provinces of those that were split since the baseline, by name."""
    with (REFERENCE / "provinces.csv").open(encoding="utf-8", newline="") as lines:
        names = {row["code"]: row["name"] for row in csv.DictReader(lines)}
    families: dict[str, list[str]] = {}
    with (REFERENCE / "province_crosswalk.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            families.setdefault(row["baseline_province_code"], []).append(names[row["province_code"]])
    families_named = [f"{names[code]} = {', '.join(family)}" for code, family in families.items() if len(family) > 1]
    return f"{pair('map.papua')[index]} {'; '.join(families_named)}."


def _page(title: str, inner: str, foot: list[str], size: tuple[int, int]) -> str:
    width, top = size
    height = top + 18 * len(foot) + 14
    notes = "".join(
        f'<text class="note" x="24" y="{top + 12 + 18 * index}">{escape(line)}</text>'
        for index, line in enumerate(foot)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        f"<style>{STYLE.read_text(encoding='utf-8')}</style>"
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
        f'<text class="title" x="24" y="36">{escape(title)}</text>{inner}{notes}</svg>\n'
    )


def _foot(known: Mapping[str, object], index: int) -> list[str]:
    texts = texts_of_release()
    lang = LANGUAGES[index]
    day = str(known["data_time"])[:10]
    release = f"{pair('page.release')[index]} {known['release']}"
    said = f"{release} · {pair('page.data_until')[index]} {day} · {texts[f'title_{lang}']}"
    first, _, second = texts[f"measure_{lang}"].partition(". ")
    return [said, f"{first}.", second]
