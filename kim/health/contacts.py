"""The contact store: a contact row for every record, and nothing of those who were erased."""

from collections.abc import Iterator

from kim.errors import KimError
from kim.health.model import Line, Patient, broken, ok, warning
from kim.register.contacts import ContactStore
from kim.register.decisions import DecisionBook
from kim.stewardship.erasure import community_records


def covered(patient: Patient) -> Iterator[Line]:
    """Whether the store has a row for every record of the register."""
    from kim.warehouse.connect import reader

    if not patient.home.database.is_file():
        return
    if not patient.vault.has_key():
        yield warning("contacts", "not read: the key is missing", "put the key back")
        return
    try:
        stored = set(ContactStore(patient.home, patient.vault).read()["record_id"].to_pylist())
    except KimError as fault:
        yield broken("contacts", str(fault), "run `kim rebuild`, which makes the store anew from the archive")
        return
    with reader(patient.home) as conn:
        records = {row[0] for row in conn.execute("select record_id from intake.record").fetchall()}
    if records - stored:
        yield broken(
            "contacts", f"{len(records - stored):,} records have no row in the contact store", "run `kim rebuild`"
        )
    else:
        yield ok("contacts", f"all {len(records):,} records covered")


def masked(patient: Patient) -> Iterator[Line]:
    """Whether the contacts of erased communities are empty, those that later files gave included."""
    from kim.warehouse.connect import reader

    erased = DecisionBook(patient.home.decisions).standing().erased
    if not erased or not patient.home.database.is_file() or not patient.vault.has_key():
        return
    with reader(patient.home) as conn:
        meant = {member.record_id for member in community_records(conn, list(erased))}
    left = meant & set(ContactStore(patient.home, patient.vault).filled().to_pylist())
    if left:
        yield broken("erased contacts", f"{len(left)} contacts of erased communities are there again", "run `kim run`")
    else:
        yield ok("erased contacts", f"those of {len(erased)} communities are empty")
