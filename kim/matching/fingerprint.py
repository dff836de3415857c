"""The version of the rules: pairs scored with another one are scored again."""

import hashlib
from typing import TYPE_CHECKING

from kim.home import REFERENCE, SQL

if TYPE_CHECKING:
    from kim.settings import Settings


def fingerprint(settings: "Settings") -> str:
    """A hash of the SQL, weights and thresholds that scores and clusters follow from."""
    seen = hashlib.sha256(f"{settings.match_threshold}|{settings.review_threshold}".encode())
    for folder, pattern in ((SQL / "matching", "*.sql"), (REFERENCE / "matching", "*")):
        for path in sorted(folder.glob(pattern)):
            seen.update(path.name.encode() + b"\0" + path.read_bytes())
    return seen.hexdigest()[:16]
