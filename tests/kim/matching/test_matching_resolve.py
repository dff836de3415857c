"""Who is one community, whose id it bears, and what a person may say about it."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from kim.matching import weights
from kim.settings import Settings
from schemas.fields import facts, of
from tests.kim.matching.matching_register import Register

NewRegister = Callable[[str], Register]
VILLAGE, OTHER = "35.15.01.2001", "35.15.01.2002"


def kim(name: str, village: str | None = VILLAGE, **more: object) -> dict[str, object]:
    return {"name": name, "village_code": village} | more


def test_same_name_and_place_is_one_community(register: Register) -> None:
    register.receive("a", [kim("KIM Melati")])
    register.receive("b", [kim("Kelompok Informasi Masyarakat MELATI")])
    done = register.resolve()
    assert (done.communities, done.ids_given) == (1, 1)
    assert {row[0] for row in register.rows("select method from registry.membership")} == {"exact"}


def test_a_slip_of_the_pen_is_one_community_where_contact_agrees(register: Register) -> None:
    register.receive("a", [kim("KIM Rancah Mampulung", phone="+6281200000001")])
    register.receive("b", [kim("KIM Racah Mampulang", phone="+6281200000001")])
    assert register.resolve().communities == 1
    assert register.rows("select distinct method from registry.membership") == [("model",)]


def test_without_anything_else_a_slip_is_a_question(register: Register) -> None:
    register.receive("a", [kim("KIM Rancah Mampulung")])
    register.receive("b", [kim("KIM Racah Mampulang")])
    done = register.resolve()
    assert (done.communities, done.open_pairs) == (2, 1)


def test_words_in_another_order_are_one_community(register: Register) -> None:
    register.receive("a", [kim("KIM Taman Kreatif Pipitan")])
    register.receive("b", [kim("KIM Kreatif Taman Pipitan")])
    assert register.resolve().communities == 1


def test_hard_negatives_are_never_merged_by_the_model(register: Register) -> None:
    shared = {"phone": "+6281200000001", "leader_name": "Rekaan Satu", "founded_precision": "day"}
    pairs = [
        (kim("KIM Melati I", **shared), kim("KIM Melati II", **shared)),
        (kim("KIM Anggrek 1", **shared), kim("KIM Anggrek 2", **shared)),
        (kim("KIM Mawar", VILLAGE, **shared), kim("KIM Mawar", OTHER, **shared)),
        (kim("KIM PKK Dahlia", **shared), kim("KIM Desa Dahlia", **shared)),
        (kim("KIM Kecamatan Ngaglik", None, district_code="35.15.01", **shared), kim("KIM Desa Ngaglik", **shared)),
    ]
    register.receive("a", [left for left, _ in pairs])
    register.receive("b", [right for _, right in pairs])
    assert register.resolve().communities == 2 * len(pairs)


def test_rows_of_one_file_differ_unless_contact_agrees(register: Register) -> None:
    register.receive("a", [kim("KIM Melati", phone="+621"), kim("KIM Melati", phone="+622")])
    register.receive("b", [kim("KIM Mawar", phone="+623"), kim("KIM Mawar", phone="+623")])
    register.resolve()
    assert register.partition() == {frozenset({"a:2"}), frozenset({"a:3"}), frozenset({"b:2", "b:3"})}


def test_a_chain_cannot_bring_two_rows_of_one_file_together(register: Register) -> None:
    register.receive("a", [kim("KIM Melati", phone="+621"), kim("KIM Melati", phone="+622")])
    register.receive("b", [kim("KIM Melati", phone="+621")])
    register.resolve()
    assert frozenset({"a:2", "b:2"}) in register.partition()
    assert register.rows("select count(*) from registry.review_pair where ruling = 'open'") == [(1,)]


def test_a_phone_that_many_give_stops_telling(register: Register) -> None:
    office = "+6281299999999"
    register.receive("a", [kim("KIM Rancah Mampulung", phone=office)])
    register.receive("b", [kim("KIM Racah Mampulang", phone=office)])
    assert register.resolve().communities == 1
    names = ("Tangguh", "Bersinar", "Kenanga", "Gumitir")
    register.tomorrow()
    register.receive("c", [kim(f"KIM {name}", OTHER, phone=office) for name in names])
    register.resolve()
    assert frozenset({"a:2"}) in register.partition()


@pytest.mark.parametrize("out", ["first", "second"])
def test_a_record_between_two_villages_goes_to_the_other_where_its_own_is_withdrawn(
    register: Register, out: str
) -> None:
    phone = {"phone": "+6281200000001"}
    name = "KIM Rancah Mampulung"
    files = {
        "first": register.receive("first", [kim(name, VILLAGE, **phone)]),
        "between": register.receive("between", [kim(name, None, district_code="35.15.01", **phone)]),
        "second": register.receive("second", [kim(name, OTHER, **phone)]),
    }
    register.resolve()
    together = {part for part in register.partition() if len(part) == 2}
    assert len(together) == 1
    register.tomorrow()
    register.decisions.record("withdraw", at=register.now, by="A", why="w", subject=files[out])
    register.resolve()
    left = "second" if out == "first" else "first"
    assert register.partition() == {frozenset({"between:2", f"{left}:2"})}


def test_a_ruling_beats_the_model_and_outlives_withdrawal(register: Register) -> None:
    register.receive("a", [kim("KIM Melati")])
    file_b = register.receive("b", [kim("KIM Kenanga")])
    register.receive("c", [kim("KIM Kenanga")])
    register.resolve()
    assert len(register.partition()) == 2
    register.tomorrow()
    register.decisions.record("same", at=register.now, by="A", why="known", subject="a:2", object="b:2")
    register.resolve()
    assert register.partition() == {frozenset({"a:2", "b:2", "c:2"})}
    register.tomorrow()
    register.decisions.record("withdraw", at=register.now, by="A", why="wrong file", subject=file_b)
    register.resolve()
    assert register.partition() == {frozenset({"a:2", "c:2"})}


def test_a_split_leaves_the_id_with_the_older_record_and_a_merge_an_alias(register: Register) -> None:
    register.receive("a", [kim("KIM Melati")])
    register.receive("b", [kim("KIM Melati")])
    register.resolve()
    first = register.communities()["a:2"]
    register.tomorrow()
    apart = register.decisions.record("different", at=register.now, by="A", why="two", subject="a:2", object="b:2")
    register.resolve()
    second = register.communities()["b:2"]
    assert register.communities()["a:2"] == first != second
    register.tomorrow()
    register.decisions.record("retract", at=register.now, by="A", why="one after all", subject=apart.decision_id)
    register.resolve()
    assert set(register.communities().values()) == {first}
    assert register.rows("select kim_id, merged_into from registry.alias") == [(second, first)]


def test_a_ruled_pair_is_not_asked_again(register: Register) -> None:
    register.receive("a", [kim("KIM Rancah Mampulung")])
    register.receive("b", [kim("KIM Racah Mampulang")])
    assert register.resolve().open_pairs == 1
    register.tomorrow()
    register.decisions.record("different", at=register.now, by="A", why="two", subject="a:2", object="b:2")
    assert register.resolve().open_pairs == 0
    register.tomorrow()
    register.receive("c", [kim("KIM Racah Mampulang")])
    assert register.resolve().open_pairs == 0


def test_a_declared_id_is_checked(register: Register) -> None:
    register.receive("a", [kim("KIM Melati"), kim("KIM Dahlia", OTHER)])
    register.resolve()
    ids = register.communities()
    register.tomorrow()
    near = kim("KIM Melati Jaya Sentosa", declared_kim_id=ids["a:2"].lower())
    far = kim("KIM Kenanga", VILLAGE, declared_kim_id=ids["a:3"])
    register.receive("b", [near, far], office="35.15")
    register.resolve()
    assert register.communities()["b:2"] == ids["a:2"]
    assert register.communities()["b:3"] not in set(ids.values())
    assert register.rows("select method from registry.membership where record_id = 'b:2'") == [("declared",)]


@pytest.mark.parametrize("office", ["35.78", "34", None])
def test_an_id_that_another_regions_office_declares_is_a_question(register: Register, office: str | None) -> None:
    register.receive("own", [kim("KIM Melati")], office="35.15")
    register.resolve()
    melati = register.communities()["own:2"]
    register.tomorrow()
    register.receive("other", [kim("KIM Melati Jaya Sentosa", declared_kim_id=melati)], office=office)
    assert register.resolve().open_pairs == 1
    assert register.communities()["other:2"] != melati
    assert register.rows("select held_back from matching.edge") == [("other_office",)]


def test_what_another_office_declares_keeps_nothing_apart(register: Register) -> None:
    register.receive("own", [kim("KIM Melati"), kim("KIM Dahlia")], office="35.15")
    register.resolve()
    ids = register.communities()
    register.tomorrow()
    register.receive("other", [kim("KIM Melati", declared_kim_id=ids["own:3"])], office="35.78")
    register.resolve()
    assert register.communities()["other:2"] == ids["own:2"]


def test_where_folders_are_accounts_a_claimed_office_yields_to_one_that_is_proved(new_register: NewRegister) -> None:
    def status(accounts: bool) -> str:
        register = new_register(str(accounts))
        register.settings = Settings(folders_are_accounts=accounts)
        register.receive("own", [kim("KIM Melati")], office="35.15", source="folder")
        register.receive("claimed", [kim("KIM Melati", status="bubar")], office="35.15", source="file_name")
        register.resolve()
        return str(register.rows("select status from registry.kim")[0][0])

    assert [status(False), status(True)] == ["bubar", "aktif"]


def test_a_withdrawn_file_leaves_and_comes_back_under_the_same_id(register: Register) -> None:
    file_a = register.receive("a", [kim("KIM Melati")])
    register.receive("b", [kim("KIM Melati")])
    register.resolve()
    first = register.communities()["a:2"]
    register.tomorrow()
    out = register.decisions.record("withdraw", at=register.now, by="A", why="wrong", subject=file_a)
    register.resolve()
    assert register.communities() == {"b:2": first}
    assert register.rows("select status from intake.submission order by sequence") == [("withdrawn",), ("accepted",)]
    register.tomorrow()
    register.decisions.record("undo", at=register.now, by="A", why="right", subject=out.decision_id)
    register.resolve()
    assert register.communities() == {"a:2": first, "b:2": first}


def test_a_file_that_drifts_is_held_until_accepted(register: Register) -> None:
    flowers = "Anggrek Bakung Cempaka Dahlia Flamboyan Gardenia Kenanga Lavender Mawar Seroja"
    names = [f"KIM {word}" for word in re.split(" ", flowers)]
    register.receive("a", [kim(name) for name in names], office="35.15")
    register.resolve()
    register.tomorrow()
    fresh = register.receive("b", [kim(name, OTHER) for name in names[:5]], office="35.15")
    assert register.resolve().held == (fresh,)
    assert len(register.communities()) == 10
    assert register.rows(f"select status from intake.submission where submission_id = '{fresh}'") == [("held",)]
    register.tomorrow()
    register.decisions.record("accept_drift", at=register.now, by="A", why="they moved", subject=fresh)
    register.resolve()
    assert len(register.communities()) == 15


def test_the_golden_record_trusts_the_regency_before_the_province(register: Register) -> None:
    register.receive("own", [kim("KIM Melati", member_count=12)], office="35.15")
    register.tomorrow()
    register.receive("all", [kim("KIM MELATI", member_count=30, website="melati.contoh.id")], office="35")
    register.resolve()
    assert register.rows("select name, member_count, website, record_count from registry.kim") == [
        ("KIM Melati", 12, "melati.contoh.id", 2)
    ]
    sources = dict(register.rows("select field, record_id from registry.kim_source"))
    assert (sources["member_count"], sources["website"]) == ("own:2", "all:2")


def test_history_is_half_open_and_tells_every_state(register: Register) -> None:
    register.receive("a", [kim("KIM Melati")])
    register.resolve()
    register.tomorrow()
    register.receive("b", [kim("KIM Melati")])
    register.resolve()
    start = register.now.replace(tzinfo=None) - timedelta(days=1)
    assert register.rows("select record_count, valid_from, valid_to from registry.kim_history order by valid_from") == [
        (1, start, start + timedelta(days=1)),
        (2, start + timedelta(days=1), None),
    ]


def test_nothing_new_is_skipped(register: Register) -> None:
    register.receive("a", [kim("KIM Melati")])
    register.resolve()
    assert register.resolve().skipped


def test_without_the_key_contacts_wait(register: Register) -> None:
    register.with_key = False
    register.receive("a", [kim("KIM Rancah Mampulung", phone="+6281200000001")])
    register.receive("b", [kim("KIM Racah Mampulang", phone="+6281200000001")])
    assert register.resolve().communities == 2
    register.with_key = True
    assert register.resolve().communities == 1


def test_no_personal_value_stays_in_the_warehouse(register: Register) -> None:
    register.receive("a", [kim("KIM Melati", phone="+6281234567890", leader_name="Rekaan Contohadi")])
    register.receive("b", [kim("KIM Melati", phone="+6281234567890", leader_name="Rekaan Contohadi")])
    register.resolve()
    tables = register.rows("select schema_name, table_name from duckdb_tables() where not internal")
    for schema, table in tables:
        name = f'"{table}"' if schema == "main" else f'{schema}."{table}"'
        kept = " ".join(map(str, register.rows(f"from {name}")))
        assert "81234567890" not in kept
        assert "contohadi" not in kept.lower()


def test_told_again_the_events_give_the_same_ids_states_and_aliases(register: Register) -> None:
    register.receive("a", [kim("KIM Melati"), kim("KIM Rancah Mampulung")])
    register.receive("b", [kim("KIM Melati"), kim("KIM Racah Mampulang")])
    register.resolve()
    register.tomorrow()
    register.decisions.record("different", at=register.now, by="A", why="two", subject="a:2", object="b:2")
    register.resolve()
    register.tomorrow()
    register.decisions.record("same", at=register.now, by="A", why="one", subject="a:3", object="b:3")
    register.resolve()
    relations = (
        "registry.kim",
        "registry.kim_history",
        "registry.membership",
        "registry.alias",
        "registry.review_pair",
    )
    before = [sorted(map(repr, register.rows(f"from {name}"))) for name in relations]
    book = register.ids.all()
    register.conn.execute("update matching.state set fingerprint = 'older'")
    register.resolve()
    assert [sorted(map(repr, register.rows(f"from {name}"))) for name in relations] == before
    assert register.ids.all() == book


def test_a_block_over_the_cap_is_reported_and_what_it_brought_is_scored_anew(
    register: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(weights.model(), "pair_cap", 210)
    register.receive("first", [kim("KIM Melati", phone="+621")])
    register.receive("second", [kim("KIM Meelati", phone="+621")])
    register.resolve()
    assert len(register.partition()) == 1
    register.tomorrow()
    for number in range(24):
        register.receive(f"more{number}", [kim("KIM Melati", phone="+621")])
    assert register.resolve().capped_blocks > 0
    kept = str(register.rows("from matching.capped_block"))
    assert "agreement" in kept
    assert "621" not in kept.replace("3515012001", "")


def test_each_attribute_of_a_community_survives_from_the_newest_record_that_has_it(register: Register) -> None:
    values: dict[str, object] = {"text": "x", "integer": 7, "date": date(2020, 1, 2), "json": '{"x": "kim"}'}
    single = [one for one in of("kim") if one.fact == one.name and one.name not in ("name", "status")]
    for number, one in enumerate(single):
        given = {other.name: values[other.type] for other in single if other is not one}
        register.receive(f"old {one.name}", [kim(f"KIM {number}") | {one.name: values[one.type]}])
        register.receive(f"new {one.name}", [kim(f"KIM {number}") | given])
    register.resolve()
    names = ", ".join(one.name for one in single)
    assert set(register.rows(f"select {names} from registry.kim")) == {tuple(values[one.type] for one in single)}
    sources = dict(register.rows("select record_id, list(field) from registry.kim_source group by all"))
    for one in single:
        assert one.name in sources[f"old {one.name}:2"]
        assert one.name not in sources[f"new {one.name}:2"]
    assert {field for found in sources.values() for field in found} <= set(facts())
