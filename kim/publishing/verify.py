"""Whether a release is still as it was published."""

from kim.errors import UsageError
from kim.publishing.manifest import files_of
from kim.publishing.shelf import MANIFEST, Shelf
from kim.register.disk import file_sha256


def faults(shelf: Shelf, number: str) -> list[str]:
    """What is wrong with a release: changed, missing and added files, and an older manifest that was changed.

    Raises:
        UsageError: there is no such release.
        KimError: its manifest cannot be read.
    """
    if number not in shelf.numbers():
        known = ", ".join(shelf.numbers()[-5:]) or "none yet"
        raise UsageError(f"there is no release {number} in {shelf.folder}; the newest are: {known}")
    folder, known_by = shelf.folder / number, shelf.manifest(number)
    expected = {str(one["path"]): str(one["sha256"]) for one in known_by["files"]}
    present = set(files_of(folder))
    found = [f"{name} is missing" for name in sorted(expected.keys() - present)]
    found += [f"{name} is not of this release" for name in sorted(present - expected.keys())]
    found += [
        f"{name} was changed: SHA-256 is not {expected[name]}"
        for name in sorted(expected.keys() & present)
        if file_sha256(folder / name) != expected[name]
    ]
    before = known_by.get("previous")
    if before and before["release"] in shelf.numbers():
        older = shelf.folder / before["release"] / MANIFEST
        if file_sha256(older) != before["manifest_sha256"]:
            found.append(f"the manifest of release {before['release']}, which came before, was changed")
    return found
