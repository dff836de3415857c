"""What changed since the previous release: each way a community can come, go or move, and each figure."""

import csv
from datetime import datetime

import pytest

from tests.kim.publishing.filled_register import House

pytestmark = pytest.mark.usefixtures("no_workbook")


def _changes(house: House) -> list[dict[str, str]]:
    path = house.publish().folder / "changes.csv"
    return list(csv.DictReader(path.open(encoding="utf-8", newline="")))


def test_each_way_of_changing_is_told(house: House) -> None:
    with house.open() as register:
        file = register.submission()
        for name in ("STAY", "GONE", "LOSER", "WINNER", "ENDED", "MOVER", "PARENT"):
            register.row(file, kim_id=name, regency_code="35.15")
        register.row(file, kim_id="PARENT", regency_code="35.15")
        weak = register.submission()
        register.row(weak, kim_id="AWAY", regency_code="35.15")
    assert _changes(house) == []
    with house.open() as register:
        conn = register.conn
        conn.execute("update intake.submission set status = 'withdrawn' where submission_id = ?", [weak])
        conn.execute("update registry.membership set kim_id = 'WINNER' where kim_id = 'LOSER'")
        conn.execute("insert into registry.alias values ('LOSER', 'WINNER', ?)", [datetime(2026, 3, 2)])
        register.kim["ENDED"] = register.kim["ENDED"] | {"status": "bubar"}
        register.kim["MOVER"] = register.kim["MOVER"] | {"regency_code": "35.78", "name": "KIM Baru"}
        conn.execute("update registry.membership set kim_id = 'CHILD' where record_id = 'r00000000000000000008'")
        register.kim["CHILD"] = register.kim["PARENT"]
        register.since["CHILD"] = datetime(2026, 3, 2)
        conn.execute(
            "insert into registry.review_pair values ('p', 'r00000000000000000007', 'r00000000000000000008', 0.6,"
            " 'different', 'Sari Uji', '2026-03-02', 'dua desa')"
        )
        register.row(register.submission(), kim_id="NEW", province_code="36")
    rows = _changes(house)
    values_of = {
        (row["change"], row["code"]): (row["before"], row["after"]) for row in rows if row["table_name"] == "kim"
    }
    assert values_of == {
        ("withdrawn", "AWAY"): ("AWAY", ""),
        ("merged", "LOSER"): ("LOSER", "WINNER"),
        ("dissolved", "ENDED"): ("ENDED", ""),
        ("moved", "MOVER"): ("35.15", "35.78"),
        ("renamed", "MOVER"): ("KIM MOVER", "KIM Baru"),
        ("split", "CHILD"): ("PARENT", "CHILD"),
        ("new", "NEW"): ("", "NEW"),
    }
    figures = {
        (row["table_name"], row["code"], row["figure"]): row["delta"] for row in rows if row["change"] == "figure"
    }
    assert figures["province_count", "35", "kim_count"] == "-2"
    assert figures["province_count", "36", "kim_count"] == "1"
    assert figures["regency_count", "35.78", "kim_count"] == "1"
    assert figures["reconciliation", "2023/ID", "registered_count"] == "-1"
    assert ("province_count", "11", "kim_count") not in figures


def test_a_dissolved_community_that_is_active_again_returns(house: House) -> None:
    with house.open() as register:
        file = register.submission()
        register.row(file, kim_id="A", status="bubar")
        register.row(file, kim_id="B")
    house.publish()
    with house.open() as register:
        register.kim["A"] = register.kim["A"] | {"status": "aktif"}
        register.row(register.submission(), kim_id="A")
    assert [(row["change"], row["code"]) for row in _changes(house) if row["table_name"] == "kim"] == [
        ("returned", "A")
    ]
