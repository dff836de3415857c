"""The worst text of each pattern: 200 KB of it are parsed in a moment, and never by a fault of the software."""

import time
from collections.abc import Callable

import pytest

from kim.cleaning.attributes import parse_count, parse_status, parse_type, status_in
from kim.cleaning.channels import parse_channel
from kim.cleaning.contacts import parse_email, parse_phone
from kim.cleaning.dates import parse_date
from kim.cleaning.identifiers import parse_decree, parse_kim_id, parse_label, parse_site_number
from kim.cleaning.masking import find_nik, holds_contact, may_be_personal, shown, without_contacts
from kim.cleaning.names import parse_name
from kim.cleaning.sheets import maybe_person
from kim.cleaning.terms import parse_term
from kim.cleaning.web_presence import parse_site
from kim.reading.joint import halves
from kim.reading.meanings import may_name, meaning
from kim.reading.name_kinds import kind_of, like_person, several_in
from kim.reading.titles import community_in
from kim.reference.context import in_title
from kim.reference.text import without_hamlet

SIZE = 200_000
WORST = [
    "a",
    "1",
    "0",
    " ",
    "-",
    "KIM ",
    "1 ",
    "a@",
    "08",
    "a.",
    "1,",
    "rt ",
    "(",
    "/",
    "wa.me/",
    "belum ",
    "Desa ",
    "'",
    "́",
]
PARSERS: dict[str, Callable[[str], object]] = {
    "name": parse_name,
    "kind": kind_of,
    "person": like_person,
    "maybe person": maybe_person,
    "several": several_in,
    "community": community_in,
    "count": parse_count,
    "date": lambda text: parse_date(text, text),
    "decree": parse_decree,
    "term": parse_term,
    "email": parse_email,
    "phone": parse_phone,
    "site": parse_site,
    "facebook": lambda text: parse_channel("facebook", text),
    "label": parse_label,
    "site number": parse_site_number,
    "kim id": parse_kim_id,
    "status": parse_status,
    "status in": status_in,
    "type": parse_type,
    "nik": find_nik,
    "contact": holds_contact,
    "without": without_contacts,
    "personal": may_be_personal,
    "shown": lambda text: shown(None, text),
    "header": meaning,
    "may name": may_name,
    "halves": lambda text: halves(text, "desa_kelurahan", "kecamatan"),
    "person halves": lambda text: halves(text, "nama_ketua", "nomor_hp"),
    "hamlet": without_hamlet,
    "title": in_title,
}


@pytest.mark.parametrize("parser", PARSERS)
def test_no_text_takes_long(parser: str) -> None:
    slow = {}
    for piece in WORST:
        text = (piece * SIZE)[:SIZE]
        started = time.process_time()
        PARSERS[parser](text)
        taken = time.process_time() - started
        if taken > 1:
            slow[piece] = round(taken, 1)
    assert slow == {}
