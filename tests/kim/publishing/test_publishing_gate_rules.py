"""When each gate is shut, what it names, and where its bounds are; judged against a release laid in by hand."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from kim.publishing import gates
from kim.publishing.figures import ControlTotal
from kim.publishing.release_store import Previous
from tests.kim.publishing.filled_register import Register

BEFORE = Previous("0001", Path(), {})
ROUND = "2026-1"
DAY = datetime(2026, 3, 2)


class Published(Register):
    """A register that keeps what it publishes as the release before."""

    def publish(self) -> None:
        self.settle()
        for name in ("province_count", "regency_count"):
            self.conn.execute(f"create or replace temp table previous_{name} as from mart.{name}")
        self.conn.execute("create or replace temp table previous_kim as from mart.public_kim")
        self.conn.execute(
            "create or replace temp table previous_submission as select submission_id from intake.submission"
            " where status in ('accepted', 'partly_accepted')"
        )

    def file(self, first: int, last: int, status: str = "accepted", **record: Any) -> str:
        """A file of the communities K`first` … K`last`."""
        file = self.submission(status=status)
        for number in range(first, last + 1):
            self.row(file, kim_id=f"K{number:03}", **record)
        return file

    def half(self) -> str:
        """A round that tolerates half of a province, one community at the least."""
        self.conn.execute("insert into reference.round values ('half', '2027-01-01', '2027-12-31', '2023', 50, 1)")
        return "half"

    def everywhere(self, but: str = "") -> None:
        """A file with one record in every regency outside one province."""
        file = self.submission(row_count=514, accepted_count=514)
        self.conn.execute(
            "insert into intake.record by name select code as record_id, ? as submission_id, 1 as sequence,"
            " 'S' as sheet, 1 as row_number, 'KIM ' || code as name, 'regency' as level, province_code,"
            " code as regency_code, 'aktif' as status from reference.regency where province_code <> ?",
            [file, but],
        )

    def set_status(self, file: str, status: str) -> None:
        self.conn.execute("update intake.submission set status = ? where submission_id = ?", [status, file])
        self.settle()


@pytest.fixture
def published(register: Register) -> Published:
    return Published(register.conn)


@pytest.mark.parametrize(
    ("kept", "lost", "told"),
    [
        (1, 1, []),
        (0, 2, ["35 Jawa Timur: 2 -> 0, 2 fewer; round half tolerates 1"]),
        (2, 2, []),
        (1, 3, ["35 Jawa Timur: 4 -> 1, 3 fewer; round half tolerates 2"]),
        (2, 3, ["35 Jawa Timur: 5 -> 2, 3 fewer; round half tolerates 2"]),
    ],
)
def test_a_drop_is_tolerated_up_to_the_larger_of_share_and_floor(
    published: Published, kept: int, lost: int, told: list[str]
) -> None:
    published.file(1, kept)
    file = published.file(kept + 1, kept + lost)
    published.publish()
    published.set_status(file, "withdrawn")
    found = gates.drops(published.conn, BEFORE, published.half())
    assert [line for block in found for line in block.lines if line.startswith("35")] == told


def test_a_drop_names_each_community_and_why_it_left(published: Published) -> None:
    published.file(1, 5)
    gone = published.file(6, 6)
    for kim_id, more in (("MOVER", {"regency_code": "35.15"}), ("FAR", {}), ("ENDED", {}), ("LOSER", {})):
        published.row(published.submission(), kim_id=kim_id, **more)
    published.publish()
    conn = published.conn
    conn.execute("update registry.membership set kim_id = 'MIDDLE' where kim_id = 'LOSER'")
    conn.execute("insert into registry.alias values ('LOSER', 'MIDDLE', ?), ('MIDDLE', 'K001', ?)", [DAY, DAY])
    conn.execute("update registry.membership set kim_id = 'K001' where kim_id = 'MIDDLE'")
    published.kim["MOVER"] |= {"province_code": "36", "regency_code": "36.71"}
    published.kim["FAR"] |= {"province_code": "36"}
    published.kim["ENDED"] |= {"status": "bubar"}
    published.set_status(gone, "superseded")
    (block,) = gates.drops(conn, BEFORE, ROUND)
    assert block.gate == "drop"
    assert block.title == "provinces dropped since release 0001"
    assert block.lines == (
        "35 Jawa Timur: 10 -> 5, 5 fewer; round 2026-1 tolerates 3",
        "  ENDED: dissolved",
        "  FAR: moved to 36",
        "  K006: its submissions were withdrawn or superseded",
        "  LOSER: merged into K001",
        "  MOVER: moved to 36.71",
    )
    assert block.advice == (
        "See why with `kim explain CODE`; undo a withdrawal that was wrong. If the drop is right, publish it with"
        " `kim publish --sign NAME --why TEXT`."
    )


def test_of_many_communities_eight_are_named(published: Published) -> None:
    published.file(1, 1)
    file = published.file(2, 9)
    published.publish()
    published.set_status(file, "withdrawn")
    (block,) = gates.drops(published.conn, BEFORE, ROUND)
    assert len(block.lines) == 9
    assert not block.lines[-1].startswith("  and")
    published.set_status("s0000000000000001", "withdrawn")
    (block,) = gates.drops(published.conn, BEFORE, ROUND)
    assert len(block.lines) == 10
    assert block.lines[-1] == "  and 1 more"


@pytest.mark.parametrize(
    ("known", "more", "told"),
    [
        (1, 1, []),
        (1, 2, ["35 Jawa Timur: 1 -> 3, 2 more; new submissions explain 0, round half tolerates 1"]),
        (4, 2, []),
        (4, 3, ["35 Jawa Timur: 4 -> 7, 3 more; new submissions explain 0, round half tolerates 2"]),
        (5, 3, ["35 Jawa Timur: 5 -> 8, 3 more; new submissions explain 0, round half tolerates 2"]),
    ],
)
def test_growth_that_no_file_explains_is_tolerated_up_to_the_larger_of_share_and_floor(
    published: Published, known: int, more: int, told: list[str]
) -> None:
    file = published.file(1, known)
    published.publish()
    for number in range(more):
        published.row(file, kim_id=f"N{number}")
    published.settle()
    found = gates.growths(published.conn, BEFORE, published.half())
    assert [line for block in found for line in block.lines if line.startswith("35")] == told


def test_growth_is_explained_by_the_new_communities_of_new_files_alone(published: Published) -> None:
    file = published.file(1, 5)
    published.publish()
    published.file(5, 7)
    published.file(8, 8, status="withdrawn")
    for number in range(4):
        published.row(file, kim_id=f"N{number}")
    published.settle()
    (block,) = gates.growths(published.conn, BEFORE, ROUND)
    assert block.gate == "growth"
    assert block.lines == (
        "35 Jawa Timur: 5 -> 11, 6 more; new submissions explain 2, round 2026-1 tolerates 3",
        *(f"  N{number}: no new submission names it" for number in range(4)),
    )
    assert block.advice == (
        "Look for rulings that split communities, or a changed version of the rules. If the growth is right, publish it"
        " with `kim publish --sign NAME --why TEXT`."
    )


def test_a_community_that_a_new_file_moves_explains_growth_where_it_goes(published: Published) -> None:
    file = published.file(1, 5)
    published.file(6, 9, province_code="36")
    published.publish()
    published.file(6, 9, status="partly_accepted")
    for number in range(6, 10):
        published.kim[f"K{number:03}"] |= {"province_code": "35"}
    published.settle()
    assert gates.growths(published.conn, BEFORE, ROUND) == []
    published.row(file, kim_id="N")
    published.settle()
    assert gates.growths(published.conn, BEFORE, ROUND) == []


def test_without_a_release_before_nothing_drops_or_grows(published: Published) -> None:
    assert gates.drops(published.conn, None, ROUND) == []
    assert gates.growths(published.conn, None, ROUND) == []


def test_completeness_names_the_provinces_that_miss_a_regency_and_the_files_that_wait(published: Published) -> None:
    conn = published.conn
    published.everywhere(but="34")
    (block,) = gates.completeness(conn, ROUND)
    assert block.gate == "completeness"
    assert block.title == "5 of 514 regencies have not sent in round 2026-1, 0 files are held"
    assert block.lines == ("34 Daerah Istimewa Yogyakarta: 5 of 5 regencies have not sent",)
    held = published.submission(status="held", office_code=None, accepted_count=7)
    other = published.submission(status="held", office_code="34.01", accepted_count=2)
    published.submission("2025-1", status="held")
    (block,) = gates.completeness(conn, ROUND)
    assert block.title == "4 of 514 regencies have not sent in round 2026-1, 2 files are held"
    assert block.lines == (
        "34 Daerah Istimewa Yogyakarta: 4 of 5 regencies have not sent",
        f"submission {held} of office unknown is held, 7 rows",
        f"submission {other} of office 34.01 is held, 2 rows",
    )
    assert block.advice == (
        "Ask these offices, or rule on what is held (`kim run --accept-drift`, `kim withdraw`). To publish as final"
        " regardless: `kim publish --final --sign NAME --why TEXT`."
    )


def test_one_regency_that_is_missing_is_named(published: Published) -> None:
    published.everywhere()
    published.conn.execute("delete from intake.record where regency_code = '34.01'")
    (block,) = gates.completeness(published.conn, ROUND)
    assert block.lines == ("34 Daerah Istimewa Yogyakarta: 1 of 5 regencies have not sent",)
    assert block.title == "1 of 514 regencies have not sent in round 2026-1, 0 files are held"


def test_a_round_in_which_all_have_sent_is_complete(published: Published) -> None:
    published.everywhere()
    assert gates.completeness(published.conn, ROUND) == []


def test_text_that_reads_as_a_persons_is_named_by_its_community_and_never_shown(published: Published) -> None:
    file = published.submission()
    for number in range(9):
        published.row(file, kim_id=f"K{number}", name=f"KIM Melati (0812) 9999 000{number}")
    published.row(file, kim_id="Z", name="KIM Mawar 2019-2024")
    published.settle()
    (block,) = gates.personal(published.conn)
    assert block.lines == (*(f"K{number}: name" for number in range(8)), "and 1 more")
    assert (block.gate, block.title) == ("personal-data", "published text holds what reads as personal data")
    assert block.advice.startswith("No signature lifts this gate. See the row with `kim explain KIM_ID`,")
    published.conn.execute("delete from registry.kim where kim_id = 'K8'")
    (block,) = gates.personal(published.conn)
    assert block.lines == tuple(f"K{number}: name" for number in range(8))
    published.conn.execute("delete from registry.kim where kim_id like 'K%'")
    assert gates.personal(published.conn) == []


def test_only_control_totals_that_do_not_hold_are_told() -> None:
    holds, differs = ControlTotal("a = b", 1, 1, holds=True), ControlTotal("c = d", 1, None, holds=False)
    assert gates.control_totals([holds]) == []
    (block,) = gates.control_totals([holds, differs])
    assert block.lines == ("c = d: 1 against None",)
    assert block.advice.startswith("No signature lifts this gate. Run `kim doctor`, then `kim rebuild`;")
    assert block.text.splitlines() == [
        "gate `control-totals`: figures that must agree exactly do not",
        "  c = d: 1 against None",
        f"  {block.advice}",
    ]
