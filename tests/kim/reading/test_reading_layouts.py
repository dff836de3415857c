"""Whatever the layout, every cell is found at the address that Excel shows for it, in every format alike."""

from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from kim.reading import Reading
from tests.kim.reading.reading_made import Cell, Row, book, ods, ods_row, read

HEADERS = {
    "nama_kim": ["Nama KIM", "NAMA KELOMPOK", "nama_kim", "Nama  Komunitas "],
    "provinsi": ["Provinsi", "PROV.", "Propinsi"],
    "kabupaten_kota": ["Kab/Kota", "Kabupaten / Kota", "KABUPATEN"],
    "kecamatan": ["Kecamatan", "KEC.", "Distrik"],
    "desa_kelurahan": ["Desa/Kel.", "Kelurahan", "DESA / KELURAHAN"],
    "nama_ketua": ["Nama Ketua", "KETUA"],
    "nomor_hp": ["No. HP Ketua", "Nomor Telepon/WA"],
    "jumlah_anggota": ["Jml Anggota", "Jumlah Anggota (orang)"],
    "status": ["Status", "Keaktifan"],
}
TITLES = ["DATA KIM", "DAFTAR KELOMPOK INFORMASI MASYARAKAT", "KABUPATEN CONTOH", "Tahun 2024", "Provinsi Contoh"]


@dataclass
class Layout:
    """Lines as they stand on the sheet, and what should be found in which cell."""

    rows: list[Row]
    expected: dict[tuple[int, int], tuple[str, Cell]]
    row_numbers: list[int]


@st.composite
def layouts(draw: st.DrawFn) -> Layout:
    """Titles, blank lines, a margin, columns in any order, and rows with blank lines between."""
    others = draw(st.lists(st.sampled_from(sorted(HEADERS)[:-1]), unique=True, min_size=1))
    fields = draw(st.permutations(["nama_kim", *(each for each in others if each != "nama_kim")]))
    width = draw(st.integers(0, 4))
    columns: dict[int, str] = {}
    at = width
    for field in fields:
        columns[at] = field
        at += 1
    rows: list[Row] = [[] for _ in range(draw(st.integers(0, 5)))]
    rows += [[*[""] * draw(st.integers(0, 3)), title] for title in draw(st.lists(st.sampled_from(TITLES), max_size=3))]
    rows += [[] for _ in range(draw(st.integers(0, 2)))]
    header: Row = [""] * at
    for index, field in columns.items():
        header[index] = draw(st.sampled_from(HEADERS[field]))
    rows.append(header)
    expected: dict[tuple[int, int], tuple[str, Cell]] = {}
    numbers = []
    for n in range(draw(st.integers(1, 8))):
        rows += [[] for _ in range(draw(st.integers(0, 1)))]
        row: Row = [""] * at
        for index, field in columns.items():
            if field == "nama_kim" or draw(st.booleans()):
                prefix = draw(st.sampled_from(["KIM ", "Kelompok ", ""])) if field == "nama_kim" else ""
                row[index] = f"{prefix}{field[:3].title()} Rekaan {n}"
                expected[len(rows) + 1, index] = (field, row[index])
        rows.append(row)
        numbers.append(len(rows))
    return Layout(rows, expected, numbers)


def _found(reading: Reading) -> dict[tuple[int, int], tuple[str, Cell]]:
    return {
        (number, column.index): (column.field or "", value)  # type: ignore[misc]
        for table in reading.tables
        for at, column in enumerate(table.columns)
        for number, value in zip(table.row_numbers, table.values[at], strict=True)
        if value is not None
    }


def _quoted(rows: list[Row]) -> bytes:
    return "\r\n".join(";".join(f'"{cell}"' if cell != "" else "" for cell in row) for row in rows).encode()


@settings(max_examples=120, deadline=None)
@given(layouts())
def test_every_cell_is_found_at_its_address(layout: Layout) -> None:
    body = "".join(ods_row(*map(str, row)) or "<table:table-row/>" for row in layout.rows)
    for content, name in ((book(layout.rows), "x.xlsx"), (_quoted(layout.rows), "x.csv"), (ods(body), "x.ods")):
        reading = read(content, name)
        assert _found(reading) == layout.expected, name
        assert [number for table in reading.tables for number in table.row_numbers] == layout.row_numbers
        assert reading.ignored == ()
        assert not [note for note in reading.notes if note.rule not in {"column_repeated"}]
