"""The rules as small entries of `schemas/reference/rules.toml`; `python -m kim.cleaning.catalogue` writes the page."""

import hashlib
import tomllib
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import orjson

from kim.findings import Severity
from kim.home import PACKAGE_ROOT, REFERENCE

PAGE = PACKAGE_ROOT / "docs" / "rules.md"
_LONGEST = 80
_MEANING = {
    "error": "the row, or the file, is quarantined: kept, shown, not counted",
    "warning": "accepted and flagged; a bad cell becomes null",
    "info": "corrected or noted, and recorded",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its stable code, how grave it is, and what people read."""

    code: str
    severity: Severity
    message_id: str
    message_en: str
    example: str
    version: int


@cache
def rules() -> dict[str, Rule]:
    """All rules by code, in the order of the file."""
    with (REFERENCE / "rules.toml").open("rb") as source:
        return {code: Rule(code=code, **entry) for code, entry in tomllib.load(source).items()}


@cache
def rule_set_hash() -> str:
    """The SHA-256 of all rules: two reports with the same hash were checked by the same rules."""
    entries = sorted((asdict(rule) for rule in rules().values()), key=lambda entry: str(entry["code"]))
    return hashlib.sha256(orjson.dumps(entries, option=orjson.OPT_SORT_KEYS)).hexdigest()


def message(template: str, value: str | None, suggestion: str | None, blank: str = "(kosong)") -> str:
    """A rule's text with the value and the remedy in it, `blank` for none; braces inside a value stay as they are."""
    value = value if value is None or len(value) <= _LONGEST else f"{value[: _LONGEST - 1]}…"
    filled = template.replace("{suggestion}", suggestion or "")
    if not value:
        filled = filled.replace("('{value}')", blank).replace("'{value}'", blank)
    return filled.replace("{value}", value or "-")


def page() -> str:
    """The catalogue as Markdown."""
    lines = [
        "# Rules",
        "",
        "Generated from `schemas/reference/rules.toml` by `python -m kim.cleaning.catalogue`; do not edit.",
        "",
    ]
    for severity, meaning in _MEANING.items():
        lines += [f"## {severity}: {meaning}", "", "| code | message | pesan | example | version |"]
        lines.append("| --- | --- | --- | --- | --- |")
        lines += [_line(rule) for rule in rules().values() if rule.severity == severity]
        lines.append("")
    return "\n".join(lines)


def _line(rule: Rule) -> str:
    cells = (f"`{rule.code}`", rule.message_en, rule.message_id, rule.example, str(rule.version))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def write(path: Path = PAGE) -> None:
    """Write the catalogue page."""
    path.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    write()
