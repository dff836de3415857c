"""The closed lists of words that columns may hold (docs/promises.md)."""

SUBMISSION_STATUSES = (
    "accepted",
    "partly_accepted",
    "rejected",
    "duplicate",
    "skipped",
    "held",
    "withdrawn",
    "superseded",
)
OFFICE_SOURCES = ("desk", "folder", "file_name", "title", "rows")
OUTCOMES = ("accepted", "quarantined", "ignored")
SEVERITIES = ("error", "warning", "info")
LEVELS = ("province", "regency", "district", "village")
STATUSES = ("aktif", "tidak_aktif", "bubar")
TYPES = (
    "masyarakat",
    "pelaku_usaha",
    "umkm",
    "pemuda",
    "perempuan",
    "tani_nelayan",
    "pendidikan",
    "lainnya",
)
RECONCILIATIONS = ("matches", "short", "over", "none", "not_in_baseline")
PRECISIONS = ("day", "month", "year")
CODE = {
    "province": r"^\d{2}$",
    "regency": r"^\d{2}\.\d{2}$",
    "district": r"^\d{2}\.\d{2}\.\d{2}$",
    "village": r"^\d{2}\.\d{2}\.\d{2}\.\d{4}$",
}
