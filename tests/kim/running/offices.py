"""Files of made-up groups in real places."""

import hashlib
import json
from pathlib import Path

import duckdb

SIDOARJO = """nama_kim,provinsi,kabupaten_kota,kecamatan,desa_kelurahan,nama_ketua,nomor_hp,status
KIM Contoh Satu,Jawa Timur,Kabupaten Sidoarjo,Tarik,Tarik,Ketua Rekaan Satu,081200000001,aktif
KIM Contoh Dua,Jawa Timur,Kabupaten Sidoarjo,Tarik,Kalimati,Ketua Rekaan Dua,081200000002,aktif
,Jawa Timur,Kabupaten Sidoarjo,Tarik,Mergobener,Ketua Rekaan Tiga,081200000003,aktif
"""
JATIM = """Nama KIM;Provinsi;Kab/Kota;Kecamatan;Desa/Kel.;Status
kim contoh satu;Jawa Timur;Sidoarjo;Tarik;Tarik;aktif
KIM Contoh Empat;Jawa Timur;Kab. Gresik;Driyorejo;Driyorejo;vakum
"""
MERAUKE = """Nama KIM,Provinsi,Kab/Kota,Status
KIM Contoh Lima,Papua,Merauke,aktif
"""
DATA_TABLES = (
    "intake.submission",
    "intake.row",
    "intake.finding",
    "intake.record",
    "registry.kim",
    "registry.kim_history",
    "registry.membership",
    "registry.alias",
    "registry.review_pair",
)


def fill(inbox: Path) -> None:
    """Put the files where offices put theirs."""
    for name, text in (
        ("35.15 Sidoarjo/kim.csv", SIDOARJO),
        ("35 Jawa Timur/rekap.csv", JATIM),
        ("93 Papua Selatan/kim.csv", MERAUKE),
        ("93 Papua Selatan/salinan.csv", MERAUKE),
    ):
        path = inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def fingerprint(home: Path) -> dict[str, str]:
    """What a home holds, by table and by file of the latest release; equal for equal data."""
    found = {}
    with duckdb.connect(str(home / "warehouse" / "kim.duckdb"), read_only=True) as conn:
        for table in DATA_TABLES:
            rows = conn.execute(f"select * from {table} order by all").fetchall()
            found[table] = hashlib.sha256(repr(rows).encode()).hexdigest()
    for book in ("receipts", "ids", "decisions"):
        path = home / "registry" / f"{book}.jsonl"
        found[book] = path.read_text("utf-8") if path.exists() else ""
    latest = home / "warehouse" / "releases" / "latest"
    manifest = json.loads((latest / "manifest.json").read_text("utf-8"))
    found["release"] = json.dumps(manifest, sort_keys=True)
    return found
