"""Where one installation keeps its state, and where the package keeps its own files."""

from dataclasses import dataclass
from pathlib import Path

PACKAGE_ROOT = Path(__file__).resolve().parent.parent
REFERENCE = PACKAGE_ROOT / "schemas" / "reference"
SQL = PACKAGE_ROOT / "warehouse"


@dataclass(frozen=True)
class Home:
    """The folders of one installation; it need start with nothing but `raw/inbox`."""

    root: Path

    @property
    def inbox(self) -> Path:
        """Where offices' files arrive."""
        return self.root / "raw" / "inbox"

    @property
    def archive(self) -> Path:
        """Every file ever received, named by the hash of its content, encrypted."""
        return self.root / "raw" / "archive"

    @property
    def registry(self) -> Path:
        """The append-only truth: receipts, decisions, ids."""
        return self.root / "registry"

    @property
    def receipts(self) -> Path:
        """One line a file received, written before its load."""
        return self.registry / "receipts.jsonl"

    @property
    def decisions(self) -> Path:
        """Rulings, withdrawals, supersessions, erasures, signatures, accepted drift."""
        return self.registry / "decisions.jsonl"

    @property
    def ids(self) -> Path:
        """Each `kim_id` given, and to which first record."""
        return self.registry / "ids.jsonl"

    @property
    def key(self) -> Path:
        """The key of the archive and of the contact store, mode 0600."""
        return self.root / "keys" / "contact.key"

    @property
    def warehouse(self) -> Path:
        """The folder of everything derived."""
        return self.root / "warehouse"

    @property
    def database(self) -> Path:
        """The finished warehouse that readers open; replaced by atomic rename alone."""
        return self.warehouse / "kim.duckdb"

    @property
    def contacts(self) -> Path:
        """The encrypted contact store."""
        return self.warehouse / "contact"

    @property
    def releases(self) -> Path:
        """The numbered, immutable publications."""
        return self.warehouse / "releases"

    @property
    def figures_as_of(self) -> Path:
        """Figures as known on an earlier day, in the form of releases, numbered apart from them."""
        return self.warehouse / "as-of"

    @property
    def lock(self) -> Path:
        """Held by the one process that writes."""
        return self.warehouse / ".lock"

    @property
    def work(self) -> Path:
        """Unfinished files of the process that writes; swept by the next one."""
        return self.warehouse / ".work"
