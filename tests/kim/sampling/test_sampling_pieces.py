"""The pieces of the generator: shares, people, slips, names, writers."""

import random
from pathlib import PurePosixPath

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kim.reading import read_bytes
from kim.sampling import naming
from kim.sampling.community import MOBILE_BLOCKS, mobile
from kim.sampling.draft import Entry, File, Layout, Sheet
from kim.sampling.founding import Founder
from kim.sampling.regions import fold, provinces
from kim.sampling.round import share
from kim.sampling.writers import TEXT_FORMS, content
from kim.settings import Limits


@given(st.integers(0, 5000), st.lists(st.floats(0.5, 900), min_size=1, max_size=60), st.integers(0, 3))
def test_shares_add_up_and_keep_their_least(total: int, weights: list[float], least: int) -> None:
    parts = share(total, weights, least)
    assert sum(parts) == total
    assert min(parts) >= min(least, total // len(weights))


@given(st.integers(0, 7_999_999))
def test_mobile_numbers_are_valid_and_in_their_blocks(serial: int) -> None:
    number = mobile(serial)
    assert phonenumbers.is_valid_number(phonenumbers.parse(number, "ID"))
    assert number.startswith(MOBILE_BLOCKS)


def test_mobile_numbers_do_not_repeat() -> None:
    assert len({mobile(serial) for serial in range(0, 2_000_000, 37)}) == len(range(0, 2_000_000, 37))


@given(st.text("abcdefgh ", min_size=6, max_size=30), st.integers(0, 10_000))
def test_a_slip_keeps_the_first_letters(text: str, seed: int) -> None:
    slip = naming.typo(text, random.Random(seed))  # noqa: S311
    assert [word[:1] for word in slip.split(" ")] == [word[:1] for word in text.split(" ")]
    assert abs(len(slip) - len(text)) <= 1


def test_no_village_has_two_communities_that_only_luck_tells_apart() -> None:
    province = next(province for province in provinces() if province.code == "34")
    regency = province.regencies[-1]  # Kota Yogyakarta: few villages, so they crowd
    communities = Founder(province, regency, random.Random(3)).found(900, 1)  # noqa: S311
    seen: set[tuple[str, str]] = set()
    for community in communities:
        where = (community.village or community.district or community.regency).code
        name = fold(community.core) if community.form in {"district", "pkk"} else community.key
        assert (where, name) not in seen
        seen.add((where, name))
    firsts = [
        (community.village.code, community.tokens[0])
        for community in communities
        if community.village and community.tokens and community.case != "twin"
    ]
    assert len(firsts) - len(set(firsts)) < len(firsts) * 0.1


@pytest.mark.parametrize("form", ["xlsx", "ods", "zip", *TEXT_FORMS])
def test_a_row_is_read_where_it_was_written(form: str) -> None:
    columns = (("nama_kim", "Nama KIM"), ("kecamatan", "Kecamatan"), ("nomor_hp", "No HP"))
    layout = Layout(columns, titles=("DATA KIM", "KABUPATEN SIDOARJO"), numbering=True, blank_every=2)
    cells = [
        {"nama_kim": f"KIM “Contoh” – {name}", "kecamatan": "Taman", "nomor_hp": "081200000001"} for name in "ABCDE"
    ]
    sheet = Sheet("Data", layout, [Entry(None, dict(each), "plain") for each in cells])
    reading = read_bytes(content(File(PurePosixPath("x"), form, [sheet])), f"x.{form[:3]}", Limits())
    (table,) = reading.tables
    names = table.values[[column.field for column in table.columns].index("nama_kim")]
    assert list(zip(table.row_numbers, names, strict=True)) == [
        (row, each["nama_kim"]) for row, each in zip((5, 6, 8, 9, 11), cells, strict=True)
    ]
