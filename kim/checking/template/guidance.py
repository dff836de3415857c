"""The guidance sheet: what to do, in Indonesian, with an English twin for each column."""

from typing import Any

import xlsxwriter

from kim.reading.grid import GUIDANCE_TITLE
from schemas.fields import COLUMNS

SHEET = "Petunjuk"
_STEPS = (
    "Isi lembar 'Data KIM': satu baris untuk satu KIM. Jangan mengubah judul kolom di baris pertama.",
    "Kolom merah wajib diisi: nama_kim, provinsi, kabupaten_kota. Kolom lain diisi bila datanya ada.",
    "Pilih wilayah dari atas ke bawah: provinsi, kabupaten_kota, kecamatan, desa_kelurahan. Setiap daftar mengikuti "
    "pilihan sebelumnya. Bila provinsi atau kabupaten_kota diganti, pilih ulang yang di bawahnya.",
    "Bila satu desa mempunyai beberapa KIM, tulis masing-masing di baris sendiri. Forum atau gabungan KIM tidak diisi.",
    "KIM yang tidak aktif atau sudah bubar tetap ditulis; isi kolom status.",
    "Nama ketua, nomor HP, surel dan alamat adalah data pribadi: disimpan terenkripsi, tidak diterbitkan, dan setiap "
    "pemakaiannya dicatat. Ketua berhak melihat, memperbaiki, dan meminta penghapusannya melalui dinas ini. "
    "Beri tahu ketua sebelum mengirim. Jangan menulis NIK.",
    "Setelah selesai, simpan sebagai .xlsx dan kirim ke dinas provinsi atau kementerian.",
)


def write_guidance(book: xlsxwriter.Workbook, region: str | None, prefilled: int) -> None:
    """Write the sheet; `region` is named where the form is for one region, `prefilled` counts its known rows."""
    page = book.add_worksheet(SHEET)
    page.hide_gridlines(2)
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 10)
    page.set_column(2, 2, 74)
    page.set_column(3, 3, 52)
    title = book.add_format({"bold": True, "font_size": 16, "font_color": "#1F4E5F"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    page.write_string(0, 0, GUIDANCE_TITLE, title)
    page.write_string(1, 0, _purpose(region, prefilled))
    row = 3
    for number, step in enumerate(_STEPS, start=1):
        page.merge_range(row, 0, row, 3, f"{number}. {step}", wrapped)
        page.set_row(row, 32 if len(step) > 135 else 17)
        row += 1
    _columns(book, page, row + 1)
    page.set_landscape()
    page.fit_to_pages(1, 0)


def _purpose(region: str | None, prefilled: int) -> str:
    text = "Pendaftaran ulang Komunitas Informasi Masyarakat (KIM)"
    text += f", wilayah: {region}." if region else ", seluruh Indonesia."
    if prefilled:
        text += (
            f" {prefilled} KIM yang sudah terdaftar telah diisikan; perbaiki, lengkapi, dan tambahkan yang belum ada."
        )
    return text


def _columns(book: xlsxwriter.Workbook, page: Any, row: int) -> None:
    head = book.add_format({"bold": True, "font_color": "white", "bg_color": "#1F4E5F", "border": 1})
    cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "border_color": "#BBBBBB"})
    needed = book.add_format(
        {
            "text_wrap": True,
            "valign": "top",
            "border": 1,
            "border_color": "#BBBBBB",
            "bold": True,
            "font_color": "#B5472F",
        }
    )
    twin = book.add_format(
        {
            "text_wrap": True,
            "valign": "top",
            "border": 1,
            "border_color": "#BBBBBB",
            "font_color": "#777777",
            "italic": True,
        }
    )
    for index, text in enumerate(("Kolom", "Wajib", "Isi", "In English")):
        page.write_string(row, index, text, head)
    for number, column in enumerate(COLUMNS.values(), start=row + 1):
        page.write_string(number, 0, column.name, needed if column.needed else cell)
        page.write_string(number, 1, "ya" if column.needed else "", needed if column.needed else cell)
        page.write_string(number, 2, column.meaning, cell)
        page.write_string(number, 3, column.en, twin)
        page.set_row(number, 30 if len(column.meaning) > 70 or len(column.en) > 50 else 16)
