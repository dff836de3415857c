"""The truth: books without gaps, an archive that is whole, erasures carried out, contacts for every record."""

from collections.abc import Callable, Iterator

from kim.errors import KimError
from kim.health.check import Examined, Line, broken, ok, warning
from kim.register.archive import Archive
from kim.register.contacts import ContactStore
from kim.register.decisions import DecisionBook
from kim.register.envelope import sealed_size
from kim.register.ids import IdBook
from kim.register.receipts import Receipt, ReceiptBook
from kim.stewardship import erasure
from kim.stewardship.directory import access_book
from kim.stewardship.erasure import community_records

_SAMPLE = 25
_LISTED = 5
_RESTORE = "restore them from a backup, or have the offices send these files again"


def books(examined: Examined) -> Iterator[Line]:
    """Whether every line of every book can be read, and none is missing."""
    home = examined.home
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


def archive(examined: Examined) -> Iterator[Line]:
    """Whether every received file is there and whole; a sample is decrypted, with `--deep` every one."""
    kept = Archive(examined.home, examined.vault)
    receipts = {line.sha256: line for line in ReceiptBook(examined.home.receipts).all()}
    missing = [line for line in receipts.values() if not kept.has(line.sha256)]
    if missing:
        yield broken("archive", f"{len(missing)} files are missing: {_listed(missing)}", _RESTORE)
    short = [line for line in receipts.values() if _is_cut(kept, line)]
    whole = [line for line in receipts.values() if line not in missing and line not in short]
    damaged, read = _unreadable(examined, kept, whole)
    if short or damaged:
        yield broken("archive", f"{len(short + damaged)} files are damaged: {_listed(short + damaged)}", _RESTORE)
    strange = len(set(kept.names()) - set(receipts))
    if strange:
        yield warning("archive", f"{strange} files have no receipt: a run was interrupted", "run `kim run`")
    if not receipts:
        yield ok("archive", "nothing received yet")
    elif not missing and not short and not damaged:
        how = "key missing, none decrypted" if not examined.vault.has_key() else f"{read:,} of them decrypted and right"
        yield ok("archive", f"{len(receipts):,} files, {how}")


def erasures(examined: Examined) -> Iterator[Line]:
    """Whether each erasure that stands was carried out to the end."""
    left = erasure.unfinished(examined.home)
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


def _unreadable(examined: Examined, kept: Archive, lines: list[Receipt]) -> tuple[list[Receipt], int]:
    """The files that do not open, of all or of a sample: the newest ones and some spread over the rest."""
    if not examined.vault.has_key():
        return [], 0
    step = 1 if examined.deep else max(1, len(lines) // _SAMPLE)
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


def covered(examined: Examined) -> Iterator[Line]:
    """Whether the store has a row for every record of the register."""
    from kim.warehouse.connect import reader

    if not examined.home.database.is_file():
        return
    if not examined.vault.has_key():
        yield warning("contacts", "not read: the key is missing", "put the key back")
        return
    try:
        stored = set(ContactStore(examined.home, examined.vault).read()["record_id"].to_pylist())
    except KimError as fault:
        yield broken("contacts", str(fault), "run `kim rebuild`, which makes the store anew from the archive")
        return
    with reader(examined.home) as conn:
        records = {row[0] for row in conn.execute("select record_id from intake.record").fetchall()}
    if records - stored:
        yield broken(
            "contacts", f"{len(records - stored):,} records have no row in the contact store", "run `kim rebuild`"
        )
    else:
        yield ok("contacts", f"all {len(records):,} records covered")


def masked(examined: Examined) -> Iterator[Line]:
    """Whether the contacts of erased communities are empty, those that later files gave included."""
    from kim.warehouse.connect import reader

    erased = DecisionBook(examined.home.decisions).standing().erased
    if not erased or not examined.home.database.is_file() or not examined.vault.has_key():
        return
    with reader(examined.home) as conn:
        meant = {member.record_id for member in community_records(conn, list(erased))}
    left = meant & set(ContactStore(examined.home, examined.vault).filled().to_pylist())
    if left:
        yield broken("erased contacts", f"{len(left)} contacts of erased communities are there again", "run `kim run`")
    else:
        yield ok("erased contacts", f"those of {len(erased)} communities are empty")
