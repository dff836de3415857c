"""A file on which cleaning and the schemas disagree costs itself, and nobody else's round."""

from dataclasses import replace
from datetime import UTC, datetime

import pyarrow as pa

from kim.cleaning.model import Received
from kim.cleaning.steps import clean
from kim.reading import read_bytes
from kim.running.preparing import _guarded
from kim.settings import Limits

HEADER = "Nama KIM,Provinsi,Kabupaten/Kota,Kecamatan,Desa\n"
DAY = datetime(2026, 3, 1, tzinfo=UTC)


def test_a_file_that_the_schemas_refuse_is_not_judged_and_the_others_are_loaded() -> None:
    files = []
    for number, name in enumerate(("KIM Anyelir", "KIM Buruk", "KIM Melati"), start=1):
        content = f"{HEADER}{name},Jawa Timur,Kabupaten Sidoarjo,Tarik,Tarik\n".encode()
        received = Received(f"s{number:016x}", number, f"{number:064x}", f"{number}.csv", DAY, "2026-1", 9)
        files.append((received, read_bytes(content, received.file_name, Limits())))
    made = clean(files)
    names = [f"{name} siti@contoh.id" if name == "KIM Buruk" else name for name in made.records["name"].to_pylist()]
    at = made.records.column_names.index("name")
    spoilt = replace(made, records=made.records.set_column(at, "name", pa.array(names, pa.string())))
    parts = list(_guarded(spoilt, {received.submission_id: received for received, _ in files}))
    assert [part.submissions["status"].to_pylist() for part in parts] == [["accepted"], ["rejected"], ["accepted"]]
    assert [(len(part.records), len(part.contacts)) for part in parts] == [(1, 1), (0, 0), (1, 1)]
    findings = parts[1].findings.to_pylist()
    assert [(one["rule"], one["value"]) for one in findings] == [("file_not_judged", "record.name: no personal data")]
    assert "siti" not in str(findings)
