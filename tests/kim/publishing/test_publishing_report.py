"""The report: one page that stands alone, in two languages, whose figures lead to their rows."""

import csv
import re
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kim.publishing.report.charts import outlines, shade, waterfall
from kim.publishing.report.csv_rows import row_link
from kim.publishing.report.pictures import draw
from kim.publishing.report.wording import day, number, percent, texts
from tests.kim.publishing.filled_register import House

pytestmark = pytest.mark.usefixtures("no_workbook")


@pytest.fixture
def filled(house: House) -> House:
    with house.open() as register:
        file = register.submission(office_code=None)
        for index in range(5):
            register.row(file, kim_id=f"K{index}", province_code="35", status="aktif" if index else "tidak_aktif")
        register.row(file, kim_id="P", province_code="93", name="KIM <b>Tebal</b> & Kawan")
        register.conn.execute(
            "insert into intake.finding (submission_id, rule, severity, value, message_id, message_en)"
            " values (?, 'no_place', 'error', 'nilai', 'x', 'x')",
            [file],
        )
    return house


def test_the_page_stands_alone(filled: House) -> None:
    page = filled.publish().report.read_text(encoding="utf-8")
    assert len(page.encode()) < 1_500_000
    assert re.findall(r'(?:src|href)="(?:https?:)?//[^"]*', page) == []
    assert "url(http" not in page
    assert page.count("<html") == page.count("</html>") == 1


def test_the_first_screen_tells_the_figures_and_that_they_measure_differently(filled: House) -> None:
    page = filled.publish().report.read_text(encoding="utf-8")
    first = page[page.index('id="summary"') : page.index('id="timeline"')]
    for figure in (">6<", ">4.114<", ">−4.108<", "Kelompok menjadi Komunitas", "Bashir Arrohman", "CC BY 4.0"):
        assert figure in first, figure
    for name in ("Papua Selatan", "Papua Tengah", "Papua Pegunungan", "Papua Barat Daya"):
        assert name in first


def test_figures_link_to_their_rows(filled: House) -> None:
    folder = filled.publish().folder
    page = (folder / "report.html").read_text(encoding="utf-8")
    row = page[page.index('<tr id="p35"') :]
    links = re.findall(r'href="(\w+\.csv)#row=([\d;-]+)"', row[: row.index("</tr>")])
    lines = {name: (folder / name).read_text(encoding="utf-8").splitlines() for name, _ in links}
    assert [name for name, _ in links][:3] == ["reconciliation.csv", "kim.csv", "kim.csv"]
    start = int(links[0][1])
    assert lines["reconciliation.csv"][start - 1].startswith("2023,35,Jawa Timur,1031")
    assert [rows for name, rows in links if name == "kim.csv"] == ["2-6", "2-5"]
    active = list(csv.reader(lines["kim.csv"]))[1:5]
    assert {one[lines["kim.csv"][0].split(",").index("status")] for one in active} == {"aktif"}


def test_names_are_escaped(filled: House) -> None:
    folder = filled.publish().folder
    with filled.open() as register:
        register.kim["P"] = register.kim["P"] | {"name": "KIM <script>x</script>"}
        register.row(register.submission(), kim_id="Q")
    page = filled.publish().report.read_text(encoding="utf-8")
    assert "KIM &lt;script&gt;" in page
    assert "<script>x" not in page
    assert folder.name == "0001"


def test_every_text_has_both_languages() -> None:
    for section, entries in texts().items():
        for name, pair in entries.items():
            assert len(pair) == 2, f"{section}.{name}"
            assert set(re.findall(r"{\w+}", pair[0])) == set(re.findall(r"{\w+}", pair[1])), f"{section}.{name}"


def test_pictures_for_the_press_are_whole(filled: House, tmp_path_factory: pytest.TempPathFactory) -> None:
    files = draw(filled.publish().folder, tmp_path_factory.mktemp("press"))
    assert sorted(path.name for path in files) == sorted(
        f"{name}.{lang}.{kind}" for name in ("map", "waterfall") for lang in ("id", "en") for kind in ("png", "svg")
    )
    for path in files:
        if path.suffix == ".svg":
            ElementTree.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 - our own
        else:
            assert path.read_bytes().startswith(b"\x89PNG")
    english = next(path for path in files if path.name == "waterfall.en.svg").read_text(encoding="utf-8")
    assert "4,114" in english
    assert "4.114" not in english


def test_the_map_has_every_province_of_the_baseline() -> None:
    assert len(outlines()) == 34
    assert {"11", "35", "91", "92"} <= outlines().keys()
    assert not {"93", "96"} & outlines().keys()


@pytest.mark.parametrize(
    ("baseline", "outstanding", "expected"),
    [
        *((None, None, "outside"), (10, 10, "none"), (10, 8, "under25"), (4, 3, "under50"), (10, 5, "under75")),
        *((10, 1, "under100"), (10, 0, "full"), (0, 0, "full")),
    ],
)
def test_shades(baseline: int | None, outstanding: int | None, expected: str) -> None:
    assert shade({"baseline_count": baseline, "outstanding": outstanding}) == expected


def test_numbers_are_indonesian() -> None:
    assert [number(4114), number(-1903), number(5, signed=True), number(None)] == ["4.114", "−1.903", "+5", "–"]
    assert [percent(1, 3), percent(1, 1), percent(0, 5), percent(1, 0)] == ["33,3%", "100%", "0%", "–"]
    assert [percent(9999, 10000), percent(1, 10000)] == [">99,9%", "<0,1%"]
    assert day(date(2024, 8, 9)) == ("9 Agustus 2024", "9 August 2024")
    assert day(date(2015, 1, 1), "year") == ("2015", "2015")


@given(st.sets(st.integers(2, 60)))
def test_a_link_names_exactly_its_rows(rows: set[int]) -> None:
    link = row_link("kim", rows)
    named: set[int] = set()
    for part in filter(None, link.partition("#row=")[2].split(";")):
        first, _, last = part.partition("-")
        named |= set(range(int(first), int(last or first) + 1))
    assert named == rows


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=5), st.integers(60, 500))
def test_a_waterfall_ends_where_its_amounts_do(steps: list[int], start: int) -> None:
    running = start
    kept = []
    for step in steps:
        kept.append(max(step, -running))
        running += kept[-1]
    amounts = [start, *kept, running]
    names = [f"line{index}" for index in range(len(amounts))]
    lines = [{"line": name, "amount": amount} for name, amount in zip(names, amounts, strict=True)]
    root = ElementTree.fromstring(waterfall(lines, dict.fromkeys(names, ("a", "b")), 500))  # noqa: S314 - our own
    bars = [one for one in root if one.tag.endswith("rect")]
    assert len(bars) == len(amounts)
    assert all(0 <= float(bar.get("x", "-1")) + float(bar.get("width", "0")) <= 500 for bar in bars)
