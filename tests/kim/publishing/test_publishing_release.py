"""A release: whole or not there, the same bytes for the same truth, checked, and silent where nothing is new."""

import csv
import json
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from frictionless import Package

from kim.errors import KimError, UsageError
from kim.publishing.manifest import faults
from kim.publishing.release_store import ReleaseStore
from kim.publishing.request import Published
from kim.register.disk import file_sha256
from tests.kim.publishing.filled_register import House

PROMISED = ("province_count", "regency_count", "reconciliation", "bridge", "kim")


def _fill(house: House) -> None:
    with house.open() as register:
        file = register.submission()
        register.row(file, kim_id="A", regency_code="35.15", name="=HYPERLINK(1)", founded_on="2019-01-01")
        register.row(file, kim_id="B", province_code="93", status="tidak_aktif", website="https://b.kim.id/")
        register.row(file, kim_id="C", status="bubar")
        register.row(file, "quarantined")


@pytest.fixture(scope="module")
def release(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Published:
    """A release to look at, not to touch."""
    house = House(tmp_path_factory.mktemp("published") / "home", prepared)
    _fill(house)
    return house.publish()


def test_a_release_has_every_promised_file(release: Published) -> None:
    names = {path.name for path in release.folder.iterdir()}
    promised = {f"{name}.{kind}" for name in PROMISED for kind in ("csv", "parquet")}
    assert promised | {"report.html", "aggregates.xlsx", "datapackage.json", "manifest.json", "changes.csv"} <= names
    assert (release.folder.parent / "latest").resolve() == release.folder.resolve()
    assert release.release == "0001"


def test_the_same_truth_gives_the_same_bytes(release: Published, prepared: Path, tmp_path: Path) -> None:
    other = House(tmp_path / "rebuilt", prepared)
    _fill(other)
    first, second = release.folder, other.publish().folder
    hashes = [{path.name: file_sha256(path) for path in folder.iterdir()} for folder in (first, second)]
    assert hashes[0] == hashes[1]
    assert len(hashes[0]) > 20


def test_nothing_new_names_the_latest_release(house: House) -> None:
    _fill(house)
    house.publish()
    (house.home.releases / "latest").unlink()
    again = house.publish()
    assert (again.release, again.created) == ("0001", False)
    assert (house.home.releases / "latest").resolve() == again.folder.resolve()


def test_an_empty_warehouse_has_nothing_to_publish(house: House) -> None:
    with pytest.raises(KimError, match="nothing has been received"):
        house.publish()
    assert not house.home.releases.exists()


def test_the_package_is_valid(release: Published) -> None:
    folder = release.folder
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "type", "note"])
    described = json.loads((folder / "datapackage.json").read_text())
    assert all(field["description"] for one in described["resources"] for field in one["schema"]["fields"])
    assert described["sdi"]["reference_code"]["id"].endswith("300.2.2-2138 Tahun 2025")


def test_csv_is_rfc_4180_and_safe_to_open(release: Published) -> None:
    folder = release.folder
    content = (folder / "kim.csv").read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n") == 3
    rows = list(csv.DictReader((folder / "kim.csv").open(encoding="utf-8", newline="")))
    assert [row["name"] for row in rows] == ["'=HYPERLINK(1)", "KIM B"]
    assert rows[0]["founded_year"] == "2019"
    assert pq.read_table(folder / "kim.parquet").column("name").to_pylist()[0] == "=HYPERLINK(1)"


def test_the_workbook_has_numbers_filters_and_notes(release: Published) -> None:
    book = openpyxl.load_workbook(release.folder / "aggregates.xlsx")
    assert book.sheetnames[:4] == ["Catatan", "province_count", "regency_count", "reconciliation"]
    sheet = book["reconciliation"]
    assert sheet.auto_filter.ref == "A1:L36"
    assert sheet.freeze_panes is not None
    assert [sheet["B36"].value, sheet["D36"].value, sheet["E36"].value] == ["ID", 4114, 2]
    assert sheet["D1"].comment is not None
    name = book["kim"]["B2"]
    assert (name.value, name.data_type) == ("=HYPERLINK(1)", "s")


def test_a_broken_off_publication_leaves_the_last_release(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    _fill(house)
    house.publish()
    with house.open() as register:
        register.row(register.submission(), kim_id="D")
    with monkeypatch.context() as broken:
        broken.setattr("kim.publishing.metadata.data_package", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            house.publish()
    assert sorted(path.name for path in house.home.releases.iterdir()) == ["0001", "latest"]
    assert house.publish().release == "0002"


def test_drafts_of_a_killed_process_are_swept(house: House) -> None:
    _fill(house)
    draft = house.home.releases / ".draft-killed"
    draft.mkdir(parents=True)
    (draft / "kim.csv").write_text("half")
    house.publish()
    assert sorted(path.name for path in house.home.releases.iterdir()) == ["0001", "latest"]


def test_verify_sees_what_was_changed(house: House) -> None:
    _fill(house)
    folder = house.publish().folder
    store = ReleaseStore(house.home.releases)
    assert faults(store, "0001") == []
    (folder / "kim.csv").chmod(0o644)
    (folder / "kim.csv").write_text("kim_id\r\n")
    (folder / "bridge.csv").unlink()
    (folder / "more.txt").write_text("x")
    found = faults(store, "0001")
    assert [line.split(" ")[0] for line in found] == ["bridge.csv", "more.txt", "kim.csv"]
    with pytest.raises(UsageError, match="no release 0009"):
        faults(store, "0009")


def test_verify_sees_that_the_manifest_before_was_changed(house: House) -> None:
    _fill(house)
    first = house.publish().folder
    with house.open() as register:
        register.row(register.submission(), kim_id="D")
    house.publish()
    (first / "manifest.json").chmod(0o644)
    (first / "manifest.json").write_text((first / "manifest.json").read_text().replace("0001", "0001 "))
    assert "manifest of release 0001" in faults(ReleaseStore(house.home.releases), "0002")[0]


def test_a_manifest_names_what_went_in(release: Published) -> None:
    manifest = json.loads((release.folder / "manifest.json").read_text())
    assert [one["submission_id"] for one in manifest["submissions"]] == ["s0000000000000001"]
    assert manifest["figures"]["registered"] == 2
    assert manifest["data_time"] == "2026-03-01T03:00:00Z"
    assert all(one["holds"] for one in manifest["control_totals"])
    assert "file_name" not in manifest["submissions"][0]
