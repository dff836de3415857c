"""How two records compare field by field, what that weighs, and what is held back from the model."""

from datetime import date
from typing import Any

import pytest

from tests.kim.matching.compared_pairs import Edge, edge, edges
from tests.kim.matching.matching_register import Register, Row

VILLAGE, SAME_DISTRICT, OTHER = "35.15.01.2001", "35.15.01.2002", "35.15.02.2001"
# Two names a letter apart, and rare.
NAME, SLIP = "KIM Rancah Mampulung", "KIM Rancah Mampulang"


def kim(name: str = NAME, village: str | None = VILLAGE, **more: Any) -> Row:
    return {"name": name, "village_code": village} | more


def sure(found: Edge | None) -> Edge:
    assert found is not None
    return found


def levels(register: Register, field: str, pairs: list[tuple[Row, Row]]) -> list[str]:
    """The levels of one field; each pair's probability is what all its levels add up to."""
    found = [sure(one) for one in edges(register, pairs)]
    for one in found:
        assert one.probability == (max(one.modelled, 0.995) if one.step == "exact" else one.modelled)
    return [one.levels[field] for one in found]


def test_two_names_compare_on_seven_levels(register: Register) -> None:
    told = [
        (NAME, NAME, "same_rare"),
        ("KIM Melati", "KIM Melati", "same_common"),
        ("KIM Taman Kreatif Pipitan", "KIM Kreatif Taman Pipitan", "same_words"),
        ("KIM Wxyz", "KIM Wxyk", "close"),
        ("KIM Wxy", "KIM Wxk", "other"),
        ("KIM Wxyzk", "KIM Wxyzkbb", "similar"),
        ("KIM Abcdefghijk", "KIM Abcdefghizz", "similar"),
        ("KIM Abcdefghijkl", "KIM Abcdefghijzz", "close"),
        ("KIM Abcdefghijkl", "KIM Abcdefghijklmn", "close"),
        ("KIM Abcdefghijk", "KIM Abcdefghijklm", "similar"),
        ("KIM Abcdefghijkl", "KIM Abcdefghizzz", "similar"),
        ("KIM Mampulung", "KIM Mampulung Rancah Wxyz", "contains"),
        ("KIM Mampulung Rancah Wxyz", "KIM Mampulung", "contains"),
        ("KIM Mampulung Wxyz", "KIM Mampulung Rancah", "similar"),
        ("KIM Mampulung", "KIM Kertawarta", "other"),
    ]
    pairs = []
    for number, (one, other, _) in enumerate(told):
        known = {"phone": f"+628120000{number:04}", "email": f"kim{number}@contoh.id"}
        pairs.append((kim(one, **known), kim(other, **known)))
    assert levels(register, "name", pairs) == [level for _, _, level in told]


def test_places_compare_down_to_the_deepest_that_both_name(register: Register) -> None:
    known = {"phone": "+6281200000001"}
    district = {"district_code": "35.15.01"}
    pairs = [
        (kim(), kim()),
        (kim(), kim(village=None, **district)),
        (kim(), kim(village=None, regency_code="35.15")),
        (kim(), kim(village=None)),
        (kim(), kim(village=SAME_DISTRICT)),
        (kim(village=None, **district), kim(village=None, district_code="35.15.02")),
        (kim(village=None, regency_code="35.15"), kim(village=None, regency_code="35.16")),
        (kim(village=None, province_code="35"), kim(village=None, province_code="36")),
    ]
    told = [kim | known for pair in pairs for kim in pair]
    expected = ["village", "district", "regency", "province", *["contradicts"] * 4]
    assert levels(register, "place", list(zip(told[::2], told[1::2], strict=True))) == expected


def field_pairs(field: str, *values: tuple[Any, Any]) -> list[tuple[Row, Row]]:
    """Rows whose names are a slip apart, with a value of one field each."""
    return [(kim(NAME, **{field: one}), kim(SLIP, **{field: other})) for one, other in values]


@pytest.mark.parametrize(
    ("field", "key", "one", "other"),
    [
        ("decree_number", "decree", "188/12/2024", "188/13/2024"),
        ("decree_on", "decree_day", date(2024, 5, 1), date(2024, 5, 2)),
        ("website", "site", "kim.contoh.id/a", "kim.contoh.id/b"),
        ("site_number", "site_number", "351501200101", "351501200102"),
        ("channels", "channel", '{"instagram":"kim.a"}', '{"instagram":"kim.b"}'),
        ("domain_label", "label", "rancah", "mampulung"),
        ("member_count", "members", 12, 13),
        ("phone", "phone", "+6281200000001", "+6281200000002"),
        ("email", "email", "satu@contoh.id", "dua@contoh.id"),
        ("leader_name", "leader", "Rekaan Satu", "Contoh Dua"),
    ],
)
def test_a_field_agrees_differs_or_is_missing(
    register: Register, field: str, key: str, one: object, other: object
) -> None:
    pairs = field_pairs(field, (one, one), (one, other), (one, None), (None, one), (None, None))
    assert levels(register, key, pairs) == ["same", "differs", "missing", "missing", "missing"]


def test_a_founding_day_agrees_to_the_day_a_year_is_compatible(register: Register) -> None:
    day, later, year = date(2019, 5, 12), date(2019, 5, 13), date(2019, 1, 1)
    told = [
        ((day, "day"), (day, "day")),
        ((day, "day"), (later, "day")),
        ((day, "day"), (date(2020, 5, 12), "day")),
        ((day, "day"), (year, "year")),
        ((year, "year"), (day, "day")),
        ((year, "year"), (year, "year")),
        ((year, "year"), (date(2020, 1, 1), "year")),
        ((day, "day"), (None, None)),
        ((None, None), (day, "day")),
    ]
    pairs = [
        tuple(
            kim(name, founded_on=on, founded_precision=exact)
            for name, (on, exact) in zip((NAME, SLIP), two, strict=True)
        )
        for two in told
    ]
    expected = ["same_day", "differs", "differs", "compatible", "compatible", "compatible", "differs"]
    assert levels(register, "founded", pairs) == [*expected, "missing", "missing"]  # type: ignore[arg-type]


def test_a_chair_is_known_by_the_words_of_the_name(register: Register) -> None:
    pairs = field_pairs(
        "leader_name",
        ("Drs. H. Rekaan Satu, M.Si", "satu rekaan"),
        ("Bapak Rekaan Satu", "Rekaan Satu"),
        ("Rekaan Satuwati", "Rekaan Satuwatti"),
        ("Rekaan Satu", "Rekaan Dua"),
    )
    assert levels(register, "leader", pairs) == ["same", "same", "close", "differs"]


@pytest.mark.parametrize(
    ("field", "key", "value"),
    [
        ("phone", "phone", "+6281200000001"),
        ("email", "email", "kantor@contoh.id"),
        ("decree_number", "decree", "188/12/2024"),
    ],
)
def test_what_communities_of_four_names_give_is_shared(register: Register, field: str, key: str, value: str) -> None:
    given = {field: value}
    register.receive("few", [kim(f"KIM {name}", OTHER, **given) for name in ("Kenanga", "Gumitir")])
    register.receive("left", [kim(NAME, **given)])
    register.receive("right", [kim(SLIP, **given)])
    register.resolve()
    assert sure(edge(register, "left:2", "right:2")).levels[key] == "same"
    register.tomorrow()
    register.receive("more", [kim("KIM Bersinar", OTHER, **given)])
    register.resolve()
    assert sure(edge(register, "left:2", "right:2")).levels[key] == "shared"


@pytest.mark.parametrize(
    ("field", "key", "value"),
    [("website", "site", "kantor.contoh.id"), ("channels", "channel", '{"instagram":"kantor"}')],
)
def test_a_site_or_channel_of_four_names_is_none_of_theirs(
    register: Register, field: str, key: str, value: str
) -> None:
    given = {field: value}
    register.receive("few", [kim(f"KIM {name}", OTHER, **given) for name in ("Kenanga", "Gumitir", "Bersinar")])
    (found,) = edges(register, [(kim(NAME, **given), kim(SLIP, **given))])
    assert sure(found).levels[key] == "missing"


def test_every_public_field_counts_before_the_personal_ones_are_looked_at(register: Register) -> None:
    fields: list[dict[str, Any]] = [
        {"decree_number": "188/12/2024"},
        {"decree_on": date(2024, 5, 1)},
        {"founded_on": date(2019, 5, 12), "founded_precision": "day"},
        {"website": "kim.contoh.id/a"},
        {"site_number": "351501200101"},
        {"channels": '{"instagram":"kim.a"}'},
        {"domain_label": "rancah"},
        {"member_count": 12},
    ]
    pairs = []
    for number, known in enumerate(fields):
        known |= {"phone": f"+62812000001{number}", "email": f"a{number}@contoh.id", "leader_name": f"Rekaan {number}"}
        pairs.append((kim("KIM Mampulung", **known), kim("KIM Kertawarta", OTHER, **known)))
    found = [sure(one) for one in edges(register, pairs)]
    assert {one.held_back for one in found} == {"another_place"}
    assert {(one.levels["name"], one.levels["place"]) for one in found} == {("other", "contradicts")}


IDENTIFIED: list[dict[str, Any]] = [
    {"phone": "+6281200000001"},
    {"email": "kim@contoh.id"},
    {"decree_number": "188/12/2024"},
    {"website": "kim.contoh.id/a"},
    {"site_number": "351501200101"},
    {"channels": '{"instagram":"kim.a"}'},
    {"leader_name": "Rekaan Satu", "founded_on": date(2019, 5, 12), "founded_precision": "day"},
]


def held(register: Register, *pairs: tuple[Row, Row], one_file: bool = False) -> list[str | None]:
    return [sure(one).held_back for one in edges(register, pairs, one_file=one_file)]


def lay_in_village(register: Register, name: str) -> None:
    register.conn.execute(
        "insert into reference.village (code, district_code, name) values (?, ?, ?)", [VILLAGE, VILLAGE[:8], name]
    )


def in_district(name: str = NAME, **more: Any) -> Row:
    return kim(name, None, **({"district_code": "35.15.01"} | more))


@pytest.mark.parametrize("known", IDENTIFIED, ids=lambda known: next(iter(known)))
def test_without_a_village_something_must_identify(register: Register, known: dict[str, Any]) -> None:
    found = held(register, (in_district(**known), in_district(SLIP, **known)), (in_district(), in_district(SLIP)))
    assert found == [None, "place_open"]


@pytest.mark.parametrize(
    "known",
    [
        {"leader_name": "Rekaan Satu"},
        {"founded_on": date(2019, 5, 12), "founded_precision": "day"},
        {"domain_label": "rancah", "member_count": 12, "decree_on": date(2024, 5, 1)},
        {"leader_name": "Rekaan Satu", "founded_on": date(2019, 1, 1), "founded_precision": "year"},
    ],
)
def test_what_many_may_share_identifies_nobody(register: Register, known: dict[str, Any]) -> None:
    assert held(register, (in_district(**known), in_district(SLIP, **known))) == ["place_open"]


def test_another_place_is_held_back_whatever_agrees(register: Register) -> None:
    known = {"phone": "+6281200000001", "email": "kim@contoh.id"}
    assert held(register, (kim(**known), kim(village=OTHER, **known))) == ["another_place"]


def test_a_numeral_or_a_word_that_sets_apart_is_held_back(register: Register) -> None:
    known = {"phone": "+6281200000001"}
    pairs = [
        (kim("KIM Melati", **known), kim("KIM Melati II", **known)),
        (kim("KIM Melati dua", **known), kim("KIM Melati", **known)),
        (kim("KIM Dahlia", **known), kim("KIM PKK Dahlia", **known)),
        (kim("KIM Melati 2", **known), kim("KIM Melati II", **known)),
    ]
    assert held(register, *pairs) == ["numeral", "numeral", "kind", None]


def test_two_different_numerals_are_not_even_asked_about(register: Register) -> None:
    known = {"phone": "+6281200000001", "email": "kim@contoh.id"}
    assert edges(register, [(kim("KIM Melati II", **known), kim("KIM Melati III", **known))]) == [None]


def test_a_district_and_a_village_are_one_only_where_name_and_number_agree(register: Register) -> None:
    first, second, third = ({"phone": f"+628120000000{number}"} for number in range(3))
    lay_in_village(register, "Tarik")
    pairs = [
        (in_district(**first), kim(**first)),
        (kim(SLIP, **first), in_district(**first)),
        (in_district(), kim()),
        (in_district("KIM Mampulung", **second), kim("KIM Mampulung Rancah Wxyz", **second)),
        (in_district("KIM Tarik"), kim("KIM Tarik")),
        (in_district("KIM Tarik", **third), kim("KIM Tarik", **third)),
    ]
    assert held(register, *pairs) == [None, None, "level", "level", "level", "level"]


def test_names_that_differ_are_one_only_by_phone_and_chair_or_e_mail_in_one_village(register: Register) -> None:
    alike, unlike = ("KIM Mampulung Wxyz", "KIM Mampulung Rancah"), ("KIM Mampulung", "KIM Kertawarta")
    chair, mail = {"leader_name": "Rekaan Satu"}, {"email": "kim@contoh.id"}
    phones = [{"phone": f"+628120000000{number}"} for number in range(5)]

    def two(names: tuple[str, str], known: dict[str, Any]) -> tuple[Row, Row]:
        return kim(names[0], **known), kim(names[1], **known)

    pairs = [
        two(alike, phones[0] | chair),
        two(alike, phones[1] | {"email": "satu@contoh.id"}),
        two(alike, phones[2]),
        two(alike, chair | mail),
        two(unlike, phones[3] | chair | {"email": "dua@contoh.id"}),
        (in_district(alike[0], **phones[4], **chair), in_district(alike[1], **phones[4], **chair)),
    ]
    assert held(register, *pairs) == [None, None, "name", "name", "name", "name"]


def test_a_name_that_is_merely_alike_needs_one_thing_more(register: Register) -> None:
    day: dict[str, Any] = {"founded_on": date(2019, 5, 12), "founded_precision": "day"}
    year: dict[str, Any] = {"founded_on": date(2019, 1, 1), "founded_precision": "year"}
    longer = "KIM Rancah Mampulung Wxyz"
    pairs = [
        (kim(), kim(SLIP)),
        (kim(), kim(longer)),
        (kim(**year), kim(SLIP, **year)),
        (kim(leader_name="Rekaan Satu"), kim(SLIP, leader_name="Contoh Dua")),
        (kim(phone="+6281200000001"), kim(longer, phone="+6281200000001")),
        (kim(leader_name="Rekaan Satu"), kim(SLIP, leader_name="Rekaan Satu")),
        (kim(leader_name="Rekaan Satuwati"), kim(SLIP, leader_name="Rekaan Satuwatti")),
        (kim(**day), kim(SLIP, **day)),
        (kim("KIM Taman Kreatif Pipitan"), kim("KIM Kreatif Taman Pipitan")),
    ]
    assert held(register, *pairs) == [*["name_alone"] * 4, *[None] * 5]


def test_the_name_of_the_village_itself_says_enough(register: Register) -> None:
    lay_in_village(register, "Mliriprowo")
    assert held(register, (kim("KIM Mliriprowo"), kim("KIM Mliriprwo"))) == [None]


def test_rows_of_one_file_are_one_only_where_nothing_they_say_differs(register: Register) -> None:
    phone, mail, chair = {"phone": "+6281200000001"}, {"email": "kim@contoh.id"}, {"leader_name": "Rekaan Satu"}
    pairs = [
        (kim(), kim()),
        (kim(**phone, **mail, **chair), kim(**phone, **mail, **chair)),
        (kim(leader_name="Rekaan Satuwati"), kim(leader_name="Rekaan Satuwatti")),
        (in_district(**phone), in_district(**phone)),
        (in_district(**mail), in_district(**mail)),
        (kim(**phone), kim(phone="+6281200000002")),
        (kim(**mail), kim(email="lain@contoh.id")),
        (kim(**chair), kim(leader_name="Contoh Dua")),
        (in_district(), in_district()),
        (in_district(**chair), in_district(**chair)),
        (kim(**phone), kim(SLIP, **phone)),
        (kim("KIM Melati"), kim("KIM Melati II")),
        (kim("KIM Dahlia", **phone), kim("KIM PKK Dahlia", **phone)),
    ]
    found = held(register, *pairs[:-1], one_file=True)
    assert found == [*[None] * 5, *["one_file"] * 6, "kind"]


def test_rows_of_one_file_that_are_merely_alike_are_no_question(register: Register) -> None:
    known = {"phone": "+6281200000001"}
    pairs = [
        (kim(), kim(SLIP)),
        (kim(**known), kim("KIM Rancah Mampulung Wxyz", **known)),
    ]
    assert edges(register, pairs, one_file=True) == [None, None]
    taken_apart = (kim("KIM Taman Kreatif Pipitan"), kim("KIM Kreatif Taman Pipitan"))
    register.receive("words", taken_apart)
    register.resolve()
    assert sure(edge(register, "words:2", "words:3")).held_back == "one_file"


def test_equal_name_and_place_is_an_edge_whatever_differs(register: Register) -> None:
    sides: tuple[Row, Row] = (
        kim(phone="+6281200000001", email="a@contoh.id", leader_name="Rekaan Satu", decree_number="1/2024"),
        kim(phone="+6281200000002", email="b@contoh.id", leader_name="Contoh Dua", decree_number="2/2024"),
    )
    (found,) = edges(register, [sides])
    exact = sure(found)
    assert (exact.step, exact.held_back, exact.probability) == ("exact", None, 0.995)
    assert exact.modelled < 0.5


def test_equal_name_and_district_need_nothing_more(register: Register) -> None:
    (found,) = edges(register, [(in_district(), in_district())])
    assert (sure(found).step, sure(found).held_back) == ("exact", None)


def test_a_weak_pair_is_no_edge(register: Register) -> None:
    known = {"phone": "+6281200000001"}
    unlike = (
        kim("KIM Mampulung", leader_name="Rekaan Satu", **known),
        kim("KIM Kertawarta", leader_name="Contoh", **known),
    )
    assert edges(register, [unlike]) == [None]


def test_a_declared_id_binds_names_that_are_alike_or_identified(register: Register) -> None:
    phone = {"phone": "+6281200000001"}
    register.receive("known", [kim(), kim("KIM Melati", SAME_DISTRICT), kim("KIM Kenanga", OTHER, **phone)])
    register.resolve()
    ids = register.communities()
    register.tomorrow()
    register.receive(
        "later",
        [
            kim("KIM Rancah Mampulung Wxyz", declared_kim_id=ids["known:2"]),
            kim("KIM Wartawan", SAME_DISTRICT, declared_kim_id=ids["known:3"]),
            kim("KIM Kenanga", VILLAGE, declared_kim_id=ids["known:4"], **phone),
        ],
        office="35.15",
    )
    register.resolve()
    bound, unlike, elsewhere = (sure(edge(register, f"known:{n}", f"later:{n}")) for n in (2, 3, 4))
    assert (bound.step, bound.held_back, bound.probability) == ("declared", None, max(0.99, bound.modelled))
    assert (unlike.step, unlike.held_back, unlike.probability) == ("declared", "name", 0.99)
    assert (elsewhere.step, elsewhere.held_back) == ("declared", "another_place")
    assert elsewhere.probability == elsewhere.modelled < 0.99


def test_two_that_declare_one_id_are_bound(register: Register) -> None:
    known = {"declared_kim_id": "K12345678901"}
    words = "KIM Rancah Mampulung Wxyz"
    pairs = [(kim(**known), kim(words, **known)), (kim(**known), kim(words)), (kim(), kim(words, **known))]
    declared, left, right = (sure(one) for one in edges(register, pairs))
    assert (declared.step, declared.held_back) == ("declared", None)
    assert (left.step, right.step) == ("model", "model")
    register.receive("other", [kim("KIM Mampulung", declared_kim_id="K98765432109")])
    register.resolve()
    assert sure(edge(register, "left:2", "other:2")).step == "model"


@pytest.mark.parametrize("turned", [False, True])
def test_a_name_without_a_village_is_compared_within_its_regency_whichever_came_first(
    register: Register, turned: bool
) -> None:
    pair = (kim(), kim(village=None, regency_code="35.15"))
    (found,) = edges(register, [pair[::-1] if turned else pair])
    assert sure(found).levels["place"] == "regency"
