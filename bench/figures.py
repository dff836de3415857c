"""The figures of README and docs/scale.md, from `bench/RESULTS.md`.

`python -m bench.figures` writes them anew between the comments `<!-- figures -->` and `<!-- end -->`; `make bench` does
so at its end.
"""

import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "bench" / "RESULTS.md"
PAGES = ("README.md", "docs/scale.md")
_BLOCK = re.compile(r"(<!-- figures -->\n).*?(<!-- end -->)", re.DOTALL)
_OTHERS = {
    "pandas (openpyxl) + pandera, lazy": "pandas + openpyxl + pandera",
    "frictionless validate": "frictionless",
    "pandas + pandera, lazy": "pandas + pandera",
    "DuckDB, checks in SQL": "SQL",
}


def sections(results: str) -> dict[str, str]:
    """What `RESULTS.md` says, by benchmark."""
    found = re.split(r"^## (\w+)\n", results, flags=re.MULTILINE)[1:]
    return dict(zip(found[::2], found[1::2], strict=True))


def table(results: str, section: str) -> list[dict[str, str]]:
    """The table of a section, a row as heading to cell."""
    lines = [line for line in sections(results)[section].splitlines() if line.startswith("|")]
    heads, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [dict(zip(heads, row, strict=True)) for row in rows]


def _gigabytes(row: dict[str, str]) -> str:
    return f"{int(row['peak, MB'].replace(',', '')) / 1000:.1f} GB"


def of_readme(results: str) -> Iterator[str]:
    """What an operator and an officer wait for."""
    yield "| work, on two cores | seconds | memory |"
    yield "| --- | ---: | ---: |"
    rounds = table(results, "rounds")
    for row in rounds:
        work = f"the whole round, {row['rows']} rows in {row['files']} files"
        yield f"| {work} | {row['whole, s']} | {_gigabytes(row)} |"
    yield f"| the same {rounds[0]['files']} files again: nothing new | {rounds[0]['nothing new, s']} | |"
    for kind in (".xlsx", ".csv"):
        rows = [row for row in table(results, "checking") if row["file"] == f"100,000 rows {kind}"]
        others = ", ".join(
            f"{name} {float(row['seconds']):.1f}" for row in rows if (name := _OTHERS.get(row["contender"])) is not None
        )
        yield f"| `kim check`, 100,000 rows of {kind[1:].upper()} ({others}) | {float(rows[0]['seconds']):.1f} | |"


def of_scale(results: str) -> Iterator[str]:
    """Where the time of a round goes."""
    yield "| records in one round | read and clean | match | commit and publish | whole | memory |"
    yield "| ---: | ---: | ---: | ---: | ---: | ---: |"
    for row in table(results, "rounds"):
        spent = [
            float(row["receive_files"]) + float(row["load_files"]),
            float(row["resolve"]),
            float(row["commit"]) + float(row["publish"]),
            float(row["whole, s"]),
        ]
        yield f"| {row['rows']} | " + " | ".join(f"{each:.0f} s" for each in spent) + f" | {_gigabytes(row)} |"


def with_figures(page: str, text: str, results: str) -> str:
    """A page with its figures as the results have them."""
    lines = (of_readme if page == "README.md" else of_scale)(results)
    return _BLOCK.sub(lambda found: found[1] + "\n".join(lines) + "\n" + found[2], text)


def write() -> None:
    """Bring the pages to what the results say."""
    results = RESULTS.read_text("utf-8")
    for page in PAGES:
        path = ROOT / page
        path.write_text(with_figures(page, path.read_text("utf-8"), results), "utf-8")


if __name__ == "__main__":
    write()
