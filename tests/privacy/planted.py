"""Files with made-up personal data in every place where offices put some, rightly and wrongly."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment

WORDS = (
    "Rahasiawati",  # in every planted person's name
    "81177000001", "81177000002", "81177000003", "81177000004", "81177000005", "81177000006", "81177000007",
    "surat-rahasia", "ketua.salah",
    "Jalan Tertutup",
    "3515010101700001", "3515014202710002",
)  # fmt: skip
"""What must not be readable anywhere; phones by their last digits, e-mails and addresses by a part of theirs."""

_HEADER = [
    "No", "Nama KIM", "Provinsi", "Kab/Kota", "Kecamatan", "Desa/Kel.", "Alamat", "Nama Ketua", "No. HP", "Email",
    "Nama Bendahara", "NIK Ketua", "Status", "Tgl Berdiri", "Jml Anggota", "Keterangan",
]  # fmt: skip
_PLACE = ["Jawa Timur", "Kabupaten Sidoarjo", "Tarik", "Tarik"]
_ROWS: list[list[str | int]] = [
    # As it should be, with a treasurer, a national number and a telling note.
    [1, "KIM Contoh Satu", *_PLACE, "Jalan Tertutup 1", "Siti Rahasiawati", "0811-7700-0001",
     "surat-rahasia@contoh.invalid", "Budi Rahasiawati", "3515010101700001", "aktif", "2019", 12,
     "hubungi Siti Rahasiawati 0811 7700 0001"],
    # Bad values, which findings speak of: a phone too short to be one and not, an e-mail without its sign.
    [2, "KIM Contoh Dua", *_PLACE, "Jalan Tertutup 2", "Dewi Rahasiawati", "81177000002 / 81177000003 / x",
     "ketua.salah(at)contoh", "", "3515014202710002", "ya", "kemarin", "banyak", "NIK 3515014202710002"],
    # Personal data in the wrong columns: a phone as the leader and as the members, an e-mail as the date.
    [3, "KIM Contoh Tiga", *_PLACE, "", "0811 7700 0004", "Rina Rahasiawati", "Jalan Tertutup 3", "", "",
     "081177000004", "surat-rahasia@contoh.invalid", "081177000004", ""],
    # A person's name where the status belongs.
    [6, "KIM Contoh Enam", *_PLACE, "", "", "", "", "", "", "Wati Rahasiawati", "2020", 10, ""],
    # Quarantined for want of a name, and for a province that is none.
    [4, "", *_PLACE, "Jalan Tertutup 4", "Tuti Rahasiawati", "+6281177000005", "", "", "", "aktif", "", "", ""],
    [5, "KIM Contoh Lima", "Atlantis", "Kabupaten Nirwana", "", "", "Jalan Tertutup 5", "Ina Rahasiawati",
     "081177000006", "", "", "", "aktif", "", "", ""],
]  # fmt: skip
_SIGNATURE = [["Mengetahui,"], ["Kepala Dinas Kominfo"], ["Sri Rahasiawati, S.Sos"], ["HP 081177000007"]]


def fill(inbox: Path) -> None:
    """Put the files where offices put theirs."""
    workbook = _workbook()
    _write(inbox / "35.15 Sidoarjo" / "kim.xlsx", workbook)
    _write(inbox / "35.15 Sidoarjo" / "lagi.xlsx", workbook)
    _write(inbox / "35 Jawa Timur" / "rekap.csv", _csv(";").encode("utf-8-sig"))
    _write(inbox / "35 Jawa Timur" / "rusak.xlsx", workbook[: len(workbook) // 2])
    _write(inbox / "35 Jawa Timur" / "catatan.csv", b"Siti Rahasiawati;081177000001\nBudi Rahasiawati;081177000002\n")
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("dalam/kim.csv", _csv(","))
    _write(inbox / "35 Jawa Timur" / "kiriman.zip", target.getvalue())


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _workbook() -> bytes:
    book = Workbook()
    book.properties.creator = "Operator Rahasiawati"
    sheet = book.worksheets[0]
    lines: list[list[Any]] = [["DAFTAR KIM KABUPATEN SIDOARJO"], [], _HEADER, *_ROWS, [], *_SIGNATURE]
    for row in lines:
        sheet.append(row)
    sheet["H4"].comment = Comment("HP lama 081177000007", "Operator Rahasiawati")
    hidden = book.create_sheet("cadangan")
    hidden.sheet_state = "hidden"
    for row in (lines[2], lines[3]):
        hidden.append(row)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _csv(separator: str) -> str:
    rows: list[list[Any]] = [_HEADER, *_ROWS, *_SIGNATURE]
    return "".join(separator.join(f'"{cell}"' for cell in row) + "\r\n" for row in rows)
