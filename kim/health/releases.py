"""The releases: each still as it was published."""

from collections.abc import Iterator

from kim.health.model import Line, Patient, broken, ok, warning


def unchanged(patient: Patient) -> Iterator[Line]:
    """Whether every file of every release has the hash of its manifest, and `latest` names the newest."""
    from kim.publishing.manifest import faults
    from kim.publishing.release_store import ReleaseStore

    store = ReleaseStore(patient.home.releases)
    numbers = store.numbers()
    wrong = [(number, found) for number in numbers if (found := faults(store, number))]
    for number, found in wrong:
        yield broken("releases", f"{number}: {found[0]}" + (f" (+{len(found) - 1})" if found[1:] else ""), "restore it")
    link = store.folder / "latest"
    if numbers and (not link.is_symlink() or str(link.readlink()) != numbers[-1]):
        yield warning("releases", f"`latest` does not name {numbers[-1]}", "the next `kim publish` mends it")
    if not wrong:
        yield ok("releases", f"{len(numbers)} as published" if numbers else "none yet")
