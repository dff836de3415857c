"""The truth: books without gaps or damage, an archive that is whole, erasures carried out."""

from collections.abc import Callable, Iterator

from kim.errors import KimError
from kim.health.model import Line, Patient, broken, ok, warning
from kim.register.archive import Archive
from kim.register.decisions import DecisionBook
from kim.register.envelope import sealed_size
from kim.register.ids import IdBook
from kim.register.receipts import Receipt, ReceiptBook
from kim.stewardship import erasure
from kim.stewardship.directory import access_book

_SAMPLE = 25
_LISTED = 5
_RESTORE = "restore them from a backup, or have the offices send these files again"


def books(patient: Patient) -> Iterator[Line]:
    """Whether every line of every book can be read, and none is missing."""
    home = patient.home
    readers: tuple[tuple[str, Callable[[], int]], ...] = (
        ("receipts", lambda: len(ReceiptBook(home.receipts).all())),
        ("decisions", lambda: len(DecisionBook(home.decisions).all())),
        ("ids", lambda: len(IdBook(home.ids).table())),
        ("contact readings", lambda: len(access_book(home).all())),
        ("erasures", lambda: len(erasure.erasure_book(home).all())),
    )
    counts = []
    for name, count in readers:
        try:
            counts.append(f"{count():,} {name}")
        except KimError as fault:
            yield broken("books", str(fault), "restore registry/ from the last backup, then `kim rebuild`")
    if counts:
        yield ok("books", ", ".join(counts))


def archive(patient: Patient) -> Iterator[Line]:
    """Whether every received file is there and whole; a sample is decrypted, with `--deep` every one."""
    kept = Archive(patient.home, patient.vault)
    receipts = {line.sha256: line for line in ReceiptBook(patient.home.receipts).all()}
    missing = [line for line in receipts.values() if not kept.has(line.sha256)]
    if missing:
        yield broken("archive", f"{len(missing)} files are missing: {_listed(missing)}", _RESTORE)
    short = [line for line in receipts.values() if _is_cut(kept, line)]
    whole = [line for line in receipts.values() if line not in missing and line not in short]
    damaged, read = _unreadable(patient, kept, whole)
    if short or damaged:
        yield broken("archive", f"{len(short + damaged)} files are damaged: {_listed(short + damaged)}", _RESTORE)
    strange = len(set(kept.names()) - set(receipts))
    if strange:
        yield warning("archive", f"{strange} files have no receipt: a run was interrupted", "run `kim run`")
    if not receipts:
        yield ok("archive", "nothing received yet")
    elif not missing and not short and not damaged:
        how = "key missing, none decrypted" if not patient.vault.has_key() else f"{read:,} of them decrypted and right"
        yield ok("archive", f"{len(receipts):,} files, {how}")


def erasures(patient: Patient) -> Iterator[Line]:
    """Whether each erasure that stands was carried out to the end."""
    left = erasure.unfinished(patient.home)
    for line in left:
        yield broken(
            "erasures",
            f"that of {line.subject} ({line.decision_id}) was interrupted: personal data is still there",
            f"run `kim erase {line.subject} --by NAME --why TEXT` again",
        )
    if not left:
        yield ok("erasures", "none is unfinished")


def _is_cut(kept: Archive, line: Receipt) -> bool:
    path = kept.path(line.sha256)
    if not path.is_file() or kept.redacted(line.sha256):
        return False
    return path.stat().st_size != sealed_size(line.byte_count)


def _unreadable(patient: Patient, kept: Archive, lines: list[Receipt]) -> tuple[list[Receipt], int]:
    """The files that do not open, of all or of a sample: the newest ones and some spread over the rest."""
    if not patient.vault.has_key():
        return [], 0
    step = 1 if patient.deep else max(1, len(lines) // _SAMPLE)
    chosen = lines[::-1][::step]
    faults = []
    for line in chosen:
        try:
            kept.verify(line.sha256)
        except KimError:
            faults.append(line)
    return faults, len(chosen) - len(faults)


def _listed(lines: list[Receipt]) -> str:
    more = f" and {len(lines) - _LISTED} more" if len(lines) > _LISTED else ""
    return "; ".join(f"{line.file_name} (receipt {line.sequence})" for line in lines[:_LISTED]) + more
