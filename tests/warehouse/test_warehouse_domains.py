"""Domain requests: what DNS allows, what is free, who competes, and what could be had instead."""

from collections.abc import Callable

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kim.warehouse.load import to_ascii

Put = Callable[..., None]
DECREE = "489/07/2019"


def verdicts(conn: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, str, str | None]]:
    found = conn.execute("select kim_id, verdict, reason, proposal from mart.domain_request").fetchall()
    return {kim_id: (verdict, reason, proposal) for kim_id, verdict, reason, proposal in found}


@pytest.mark.parametrize(
    ("label", "verdict", "words"),
    [
        ("anyelir", "grantable", DECREE),
        ("Anyelir", "grantable", DECREE),
        ("anyelir.kim.id", "grantable", DECREE),
        ("kim-2-anyelir", "grantable", DECREE),
        ("62", "grantable", DECREE),
        ("a" * 63, "grantable", DECREE),
        ("a" * 64, "invalid", "63 characters"),
        ("kim_anyelir", "invalid", "other than letters, digits and hyphens"),
        ("kim anyelir", "invalid", "other than letters, digits and hyphens"),
        ("kim.anyelir", "invalid", "other than letters, digits and hyphens"),
        ("désa", "invalid", "other than letters, digits and hyphens"),
        ("-anyelir", "invalid", "begins or ends with a hyphen"),
        ("anyelir-", "invalid", "begins or ends with a hyphen"),
        ("xn--anyelir", "invalid", "third and fourth place"),
        ("ab--anyelir", "invalid", "third and fourth place"),
        ("www", "reserved", "take"),
        ("kominfo", "reserved", "office"),
    ],
)
def test_a_label_is_judged_as_dns_has_it(
    conn: duckdb.DuckDBPyConnection, put: Put, label: str, verdict: str, words: str
) -> None:
    put("registry.kim", kim_id="KIM-A", domain_label=label, decree_number=DECREE)
    found = verdicts(conn)["KIM-A"]
    assert found[0] == verdict
    assert words in found[1]
    assert (found[2] is None) == (verdict == "grantable")


def test_a_label_of_another_script_is_granted_as_dns_writes_it(conn: duckdb.DuckDBPyConnection, put: Put) -> None:
    put("intake.idna_label", label="désa", ascii_label="xn--dsa-bma")
    put("registry.kim", kim_id="KIM-A", domain_label="désa", decree_number=DECREE)
    assert conn.execute("select fqdn, verdict from mart.domain_request").fetchall() == [
        ("xn--dsa-bma.kim.id", "grantable")
    ]


def test_without_a_decree_nothing_is_granted(conn: duckdb.DuckDBPyConnection, put: Put) -> None:
    put("registry.kim", kim_id="KIM-A", domain_label="anyelir")
    assert verdicts(conn)["KIM-A"][0] == "no_decree"


def test_only_who_asks_is_listed_and_nobody_dissolved(conn: duckdb.DuckDBPyConnection, put: Put) -> None:
    put("registry.kim", kim_id="KIM-A")
    put("registry.kim", kim_id="KIM-B", domain_label="anyelir", status="bubar")
    put("registry.kim", kim_id="KIM-C", domain_label="")
    assert verdicts(conn) == {}


def test_villages_of_one_name_compete_and_each_gets_a_free_proposal(conn: duckdb.DuckDBPyConnection, put: Put) -> None:
    villages = conn.execute(
        "select village.code, district.regency_code, district.name from reference.village "
        "join reference.district on district.code = village.district_code "
        "where village.name = 'Sidomulyo' order by village.code limit 3"
    ).fetchall()
    for number, (village, regency, _) in enumerate(villages):
        put("registry.kim", kim_id=f"KIM-{number}", name="KIM Sidomulyo", domain_label="sidomulyo", level="village",
            village_code=village, district_code=village[:8], regency_code=regency, province_code=village[:2],
            decree_number=DECREE if number else None)  # fmt: skip
    found = verdicts(conn)
    assert {verdict for verdict, _, _ in found.values()} == {"conflict"}
    assert found["KIM-1"][1] == "also asked for by KIM Sidomulyo (KIM-0), KIM Sidomulyo (KIM-2)"
    assert found["KIM-0"][1].endswith("has no decree either")
    proposals = [proposal for _, _, proposal in found.values()]
    assert len(set(proposals)) == 3
    assert all(proposal is not None and proposal.startswith("sidomulyo-") for proposal in proposals)


def test_a_label_that_is_somebodys_site_is_taken(conn: duckdb.DuckDBPyConnection, put: Put) -> None:
    put("registry.kim", kim_id="KIM-A", name="KIM Mawar", website="https://www.mawar.kim.id/berita")
    put("registry.kim", kim_id="KIM-B", domain_label="mawar", decree_number=DECREE, regency_code="35.15")
    put("registry.kim", kim_id="KIM-C", website="melati.kim.id", domain_label="melati", decree_number=DECREE)
    found = verdicts(conn)
    assert found["KIM-B"] == ("taken", "is the site of KIM Mawar (KIM-A)", "mawar-sidoarjo")
    assert found["KIM-C"] == ("taken", "is this community's own site already", None)


def test_a_proposal_is_never_what_another_asks_for(conn: duckdb.DuckDBPyConnection, put: Put) -> None:
    place = {"regency_code": "35.15", "decree_number": DECREE}
    put("registry.kim", kim_id="KIM-A", domain_label="www", **place)
    put("registry.kim", kim_id="KIM-B", domain_label="www-sidoarjo", **place)
    assert verdicts(conn)["KIM-A"][2] == "www-kabupaten-sidoarjo"


LABELS = st.lists(st.text(alphabet="ab-_ é.xn1", min_size=1, max_size=70), min_size=1, max_size=6)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(labels=LABELS)
def test_what_is_proposed_would_be_granted(conn: duckdb.DuckDBPyConnection, put: Put, labels: list[str]) -> None:
    conn.execute("delete from registry.kim")
    for number, label in enumerate(labels):
        put("registry.kim", kim_id=f"KIM-{number}", domain_label=label, regency_code="35.15", decree_number=DECREE)
    found = verdicts(conn)
    needy = {kim_id: proposal for kim_id, (verdict, _, proposal) in found.items() if verdict != "grantable"}
    for kim_id, proposal in needy.items():
        assert proposal is not None
        conn.execute("update registry.kim set domain_label = ? where kim_id = ?", [proposal, kim_id])
    assert {verdict for verdict, _, _ in verdicts(conn).values()} <= {"grantable"}


@pytest.mark.parametrize(
    ("label", "written"),
    [
        ("bücher", "xn--bcher-kva"),
        ("xn--bcher-kva", "xn--bcher-kva"),
        ("ꦗꦮ", "xn--1l9atb"),
        ("xn--salah", None),
        ("ab--cd", None),
        ("kаntor", None),
        ("é" * 70, None),
        ("bü.cher", None),
        ("bü cher", None),
        ("", None),
    ],
)
def test_idna_2008_decides_how_a_label_is_written(label: str, written: str | None) -> None:
    assert to_ascii(label) == written
