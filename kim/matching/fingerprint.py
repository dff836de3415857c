"""The version of the rules: pairs scored with another one are scored again."""

import hashlib
from typing import TYPE_CHECKING

from kim.home import REFERENCE, SQL

if TYPE_CHECKING:
    from kim.settings import Settings


def fingerprint(settings: "Settings") -> str:
    """A hash of the SQL, weights and settings that scores, clusters and golden records follow from."""
    said = (settings.match_threshold, settings.review_threshold, settings.folders_are_accounts)
    seen = hashlib.sha256("|".join(map(str, said)).encode())
    trust = (SQL / "views", "*_office_trust.sql")
    for folder, pattern in ((SQL / "matching", "*.sql"), (REFERENCE / "matching", "*"), trust):
        for path in sorted(folder.glob(pattern)):
            seen.update(path.name.encode() + b"\0" + path.read_bytes())
    return seen.hexdigest()[:16]
