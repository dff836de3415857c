"""What holds for the judgement of rows whatever the table: a line more never changes what its neighbours are."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kim.reading.grid import Grid
from kim.reading.sheets import read_tables
from kim.reference.wordlists import read
from tests.kim.reading.reading_made import Row

HEADER: Row = ["No", "Nama KIM", "Desa", "Nama Ketua", "Tahun Berdiri"]
SPOKEN = frozenset(line["word"] for line in read("phrase_words"))
WORDS = st.text("bcdfghjklmnprstwyaiueo", min_size=3, max_size=9).filter(lambda word: word not in SPOKEN)
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(lambda words: "KIM " + " ".join(words).title())
VILLAGES = st.sampled_from(["Tarik", "Waru", "Kalimati", "Janti", "Mliriprowo"])
NONE = st.sampled_from(["belum ada", "Belum terbentuk", "tidak ada KIM", "Nihil", "dalam proses pembentukan", "-"])
LINES = st.lists(st.tuples(NAMES, VILLAGES), min_size=3, max_size=12)
BANDS = st.sampled_from(["Kecamatan Tarik", "KECAMATAN WARU", "Kec. Taman", "II. Kec. Krian"])


def _lines(named: list[tuple[str, str]]) -> list[Row]:
    return [[at, name, village, f"Orang {at}", 2019] for at, (name, village) in enumerate(named, 1)]


def _read(lines: list[Row]) -> tuple[dict[int, object], dict[int, str], dict[int, str]]:
    """The names that count by row, the doubts by row, and the reasons of the other lines."""
    width = len(HEADER)
    rows = [[*line, *[""] * (width - len(line))] for line in [HEADER, *lines]]
    found = read_tables(Grid("Data", rows, list(range(1, len(rows) + 1))))  # type: ignore[arg-type]
    names: dict[int, object] = {}
    doubts: dict[int, str] = {}
    reasons = {row.row_number: row.reason for row in found.ignored}
    for table in found.tables:
        column = next(
            values for head, values in zip(table.columns, table.values, strict=True) if head.field == "nama_kim"
        )
        for at, number in enumerate(table.row_numbers):
            if at in table.no_kim:
                reasons[number] = "no_kim"
            else:
                names[number] = column[at]
                doubts |= {number: table.doubts[at]} if at in table.doubts else {}
    return names, doubts, reasons


@settings(max_examples=200)
@given(LINES)
def test_a_clean_list_is_read_without_a_doubt(named: list[tuple[str, str]]) -> None:
    names, doubts, reasons = _read(_lines(named))
    assert list(names.values()) == [name for name, _ in named]
    assert (doubts, reasons) == ({}, {})


@settings(max_examples=200)
@given(LINES, NONE, VILLAGES, st.integers(0, 12))
def test_a_village_without_one_is_none_and_changes_no_neighbour(
    named: list[tuple[str, str]], said: str, village: str, at: int
) -> None:
    lines = _lines(named)
    at = min(at, len(lines))
    lines.insert(at, [at + 1, said, village])
    names, doubts, reasons = _read(lines)
    assert list(names.values()) == [name for name, _ in named]
    assert (doubts, reasons) == ({}, {at + 2: "no_kim"})


@settings(max_examples=200)
@given(LINES, BANDS, st.integers(0, 11))
def test_a_band_is_a_section_and_changes_no_neighbour(named: list[tuple[str, str]], band: str, at: int) -> None:
    lines = _lines(named)
    at = min(at, len(lines) - 1)
    lines.insert(at, ["", band])
    names, doubts, reasons = _read(lines)
    assert list(names.values()) == [name for name, _ in named]
    assert (doubts, reasons) == ({}, {at + 2: "section"})


@settings(max_examples=200)
@given(LINES, st.integers(1, 900))
def test_a_total_below_is_no_community(named: list[tuple[str, str]], total: int) -> None:
    lines: list[Row] = [
        *_lines(named),
        ["", "Jumlah", "", "", total],
        ["Mengetahui,"],
        ["Kepala Dinas"],
        ["( ........ )"],
    ]
    names, doubts, reasons = _read(lines)
    assert list(names.values()) == [name for name, _ in named]
    assert doubts == {}
    assert list(reasons.values()) == ["total", "footer", "footer", "footer"]


@settings(max_examples=100)
@given(st.lists(st.tuples(NAMES, VILLAGES), min_size=2, max_size=6), st.integers(1, 4))
def test_officers_never_add_a_community(named: list[tuple[str, str]], officers: int) -> None:
    named = list({village: (name, village) for name, village in named}.values())
    lines: list[Row] = []
    for at, (name, village) in enumerate(named, 1):
        lines.append([at, name, village, f"Orang {at}", 2019])
        lines += [["", "", "", f"Orang {at}{number}", ""] for number in range(officers)]
    names, doubts, _ = _read(lines)
    assert [name for number, name in names.items() if number not in doubts and name] == [name for name, _ in named]
