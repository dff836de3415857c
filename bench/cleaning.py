"""Cleaning of synthetic rows in batches of 100,000, beside each file as a batch of its own."""

import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime

from kim.cleaning import Received, clean
from kim.reading.model import CellError, CellValue, Column, Reading, Table
from kim.reference.regions import Regions

ROWS_A_FILE, ROWS_A_BATCH, ALONE = 500, 100_000, 20_000
FIELDS = (
    *("nama_kim", "provinsi", "kabupaten_kota", "kecamatan", "desa_kelurahan", "alamat", "tanggal_berdiri", "nomor_sk"),
    *("tanggal_sk", "masa_bakti", "nama_ketua", "nomor_hp", "email", "jumlah_anggota", "jenis_komunitas", "status"),
    *("situs_web", "instagram", "keterangan"),
)
Values = list[list[CellValue | CellError]]


def seeded(seed: int) -> random.Random:
    """The same rows each time."""
    return random.Random(seed)  # noqa: S311 - nothing here is secret


def table(rng: random.Random, size: int) -> Table:
    """Rows as offices write them: four names in ten with a long prefix, two regencies in ten off their name."""
    regions = Regions.load()
    codes = rng.choices(list(regions.villages), k=size)
    values: Values = [[] for _ in FIELDS]
    for code in codes:
        village, regency = regions.villages[code], regions.regencies[code[:5]]
        prefix = rng.choice(
            ("KIM", "KIM", "KIM Desa", "Kelompok Informasi Masyarakat (KIM)", "KOMUNITAS INFORMASI MASYARAKAT")
        )
        row: list[CellValue] = [
            f"{prefix} {village}",
            regions.provinces[code[:2]],
            regency.replace("Kabupaten", "Kab.") if rng.random() < 0.2 else regency,
            regions.districts[code[:8]],
            village,
            f"Jalan Contoh {rng.randrange(200)}",
            f"{rng.randrange(1, 29):02d}-{rng.randrange(1, 13):02d}-{rng.randrange(2008, 2025)}",
            f"{rng.randrange(999)}/{rng.randrange(99)}/2020",
            f"2020-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}",
            "2024-2029",
            f"Ketua Contoh {rng.randrange(300_000)}",
            f"08{rng.choice((12, 13, 21, 52, 57, 58, 78, 96))}{rng.randrange(10**7, 10**8)}",
            f"kim{rng.randrange(10**6)}@contoh.id" if rng.random() < 0.5 else None,
            float(rng.randrange(3, 60)),
            rng.choice(("masyarakat", "umkm", "Pemuda", None)),
            rng.choice(("aktif", "Aktif", "kurang aktif", None)),
            f"kim{rng.randrange(10**6)}.blogspot.co.id" if rng.random() < 0.3 else None,
            f"@kim{rng.randrange(10**6)}" if rng.random() < 0.4 else None,
            rng.choice(("SK dalam proses", None, None)),
        ]
        for column, value in zip(values, row, strict=True):
            column.append(value)
    return Table("KIM", tuple(Column(i, f, f) for i, f in enumerate(FIELDS)), list(range(5, 5 + size)), values)


def batches(rows: int) -> Iterator[list[tuple[Received, Reading]]]:
    """Files of 500 rows, in batches of 100,000 rows."""
    rng = seeded(7)
    sequence = 0
    for start in range(0, rows, ROWS_A_BATCH):
        batch = []
        for _ in range(0, min(ROWS_A_BATCH, rows - start), ROWS_A_FILE):
            sequence += 1
            name = f"kim {sequence}.xlsx"
            received = Received(
                f"s{sequence:016x}", sequence, "0" * 64, name, datetime(2026, 5, 1, tzinfo=UTC), "2026-1", 1000
            )
            batch.append((received, Reading(name, "xlsx", (table(rng, ROWS_A_FILE),))))
        yield batch


def file_by_file(rows: int) -> float:
    """Seconds where each file is a batch of its own."""
    seconds = 0.0
    for batch in batches(rows):
        for one in batch:
            began = time.process_time()
            clean([one])
            seconds += time.process_time() - began
    return seconds


def main(rows: int) -> None:
    """Print the table."""
    clean([])
    seconds, files = 0.0, 0
    for batch in batches(rows):
        began = time.process_time()
        clean(batch)
        seconds += time.process_time() - began
        files += len(batch)
    alone = file_by_file(ALONE) / ALONE * rows
    empty = [
        (received, Reading("x.xlsx", "xlsx", (table(seeded(1), 1),))) for received, _ in next(batches(ROWS_A_BATCH))
    ]
    began = time.process_time()
    clean(empty)
    each = (time.process_time() - began) / len(empty) * 1000
    print("| what | rows | CPU seconds | rows a second | ratio |")
    print("| --- | ---: | ---: | ---: | ---: |")
    print(f"| kim.cleaning.clean, all columns, {files} files | {rows:,} | {seconds:.1f} | {rows / seconds:,.0f} | 1 |")
    print(
        f"| each file of {ROWS_A_FILE} rows by itself (from {ALONE:,} rows) | {rows:,} | {alone:.1f} "
        f"| {rows / alone:,.0f} | {alone / seconds:.1f} |"
    )
    print(f"\nA file of one row more costs {each:.2f} ms.")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
