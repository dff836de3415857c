"""The golden corpus by kind: what a careful clerk finds, and how far the register agrees; `-v` says each difference."""

import sys

from bench.corpus import load
from bench.corpus.scoring import Score, score

COLUMNS = {
    "files": "files",
    "true": "communities",
    "missed": "missed",
    "missed_silently": "in silence",
    "invented": "invented",
    "persons": "persons shown",
    "places": "places right",
    "statuses": "status right",
    "facts": "wrong facts",
    "ignored": "other lines wrong",
    "false_findings": "false findings",
    "lost_findings": "lost findings",
    "offices": "office, outcome wrong",
}


def main() -> None:
    """Print the table, and with `-v` each difference."""
    kinds: dict[str, Score] = {}
    for case in load():
        kinds.setdefault(case.kind, Score()).add(score(case))
    whole = Score()
    for each in kinds.values():
        whole.add(each)
    print("| kind |", " | ".join(COLUMNS.values()), "|")
    print("| --- |", " | ".join("---:" for _ in COLUMNS), "|")
    for kind, each in [*kinds.items(), ("all", whole)]:
        print(f"| {kind} |", " | ".join(str(getattr(each, column)) for column in COLUMNS), "|")
    if "-v" in sys.argv[1:]:
        print(*whole.faults, sep="\n")


if __name__ == "__main__":
    main()
