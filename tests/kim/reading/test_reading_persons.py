"""Persons never become communities: one row a community, with its chair; the others are officers."""

from tests.kim.reading.reading_made import Row, book, read, reasons_of

HEADER: Row = ["No", "Nama KIM", "Desa", "Nama", "Jabatan", "No HP"]


def test_officers_below_their_community_and_its_chair() -> None:
    rows: list[Row] = [
        HEADER,
        [1, "KIM Satu", "Tarik", "Orang A", "Pembina", "081200000001"],
        ["", "", "", "Orang B", "Ketua", "081200000002"],
        [2, "KIM Dua", "Waru", "Orang C", "Ketua", "081200000003"],
        ["", "", "", "Orang D", "Anggota", "081200000004"],
    ]
    reading = read(book(rows))
    (table,) = reading.tables
    values = dict(zip((column.field for column in table.columns), table.values, strict=True))
    assert table.row_numbers == [2, 4]
    assert values["nama_ketua"] == ["Orang B", "Orang C"]
    assert values["nomor_hp"] == ["081200000002", "081200000003"]
    assert {row for row, _ in table.moved.values()} == {3}
    assert reasons_of(reading) == {3: "officer", 5: "officer"}


def test_a_list_of_persons_without_a_community_is_refused() -> None:
    rows: list[Row] = [
        ["DAFTAR ANGGOTA KIM"],
        ["No", "Nama", "Jabatan"],
        [1, "Orang A", "Ketua"],
        [2, "Orang B", "Ketua"],
    ]
    reading = read(book(rows))
    assert not any(table.row_numbers for table in reading.tables)
    assert "sheet_of_persons" in {note.rule for note in reading.notes}


def test_a_band_names_the_community_of_the_persons_below_it() -> None:
    rows: list[Row] = [
        ["No", "Nama", "Jabatan", "Alamat"],
        ["KIM Celep Maju Desa Celep Kecamatan Sidoarjo"],
        [1, "Orang A", "Ketua", "RT 1"],
        [2, "Orang B", "Anggota", "RT 2"],
    ]
    (table,) = read(book(rows)).tables
    names = next(
        values for column, values in zip(table.columns, table.values, strict=True) if column.field == "nama_kim"
    )
    assert (table.row_numbers, names) == ([3], ["KIM Celep Maju"])


def test_persons_in_the_names_column_below_their_community() -> None:
    rows: list[Row] = [
        ["No", "Nama KIM / Pengurus", "Jabatan", "Desa"],
        [1, "KIM Satu", "", "Tarik"],
        ["", "Welly Rekaan", "Sekretaris", ""],
        ["", "Sience Rekaan", "Ketua", ""],
        [2, "KIM Dua", "", "Waru"],
        ["", "Burhan Rekaan", "Anggota", ""],
    ]
    reading = read(book(rows))
    (table,) = reading.tables
    at = {column.field: values for column, values in zip(table.columns, table.values, strict=True)}
    assert (table.row_numbers, at["nama_ketua"]) == ([2, 5], ["Sience Rekaan", None])
    assert list(table.moved.values()) == [(4, 1)]
    assert reasons_of(reading) == {3: "officer", 4: "officer", 6: "officer"}
    assert table.doubts == {}
