"""The worst text of each pattern: 200 KB of it are judged in a moment, and never by a fault of the software."""

import time
from collections.abc import Callable

import pytest

from kim.cleaning.cells import _maybe_person
from kim.cleaning.channels import judge_channel
from kim.cleaning.choices import judge_status, judge_type, status_in
from kim.cleaning.counts import judge_count
from kim.cleaning.dates import judge_date
from kim.cleaning.decrees import judge_decree
from kim.cleaning.emails import judge_email
from kim.cleaning.identities import judge_kim_id, judge_label, judge_site_number
from kim.cleaning.masking import find_nik, holds_contact, may_be_personal, shown, without_contacts
from kim.cleaning.names import judge_name
from kim.cleaning.phones import judge_phone
from kim.cleaning.sites import judge_site
from kim.cleaning.terms import judge_term
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
JUDGES: dict[str, Callable[[str], object]] = {
    "name": judge_name,
    "kind": kind_of,
    "person": like_person,
    "maybe person": _maybe_person,
    "several": several_in,
    "community": community_in,
    "count": judge_count,
    "date": lambda text: judge_date(text, text),
    "decree": judge_decree,
    "term": judge_term,
    "email": judge_email,
    "phone": judge_phone,
    "site": judge_site,
    "facebook": lambda text: judge_channel("facebook", text),
    "label": judge_label,
    "site number": judge_site_number,
    "kim id": judge_kim_id,
    "status": judge_status,
    "status in": status_in,
    "type": judge_type,
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


@pytest.mark.parametrize("judge", JUDGES)
def test_no_text_takes_long(judge: str) -> None:
    slow = {}
    for piece in WORST:
        text = (piece * SIZE)[:SIZE]
        started = time.process_time()
        JUDGES[judge](text)
        taken = time.process_time() - started
        if taken > 1:
            slow[piece] = round(taken, 1)
    assert slow == {}
