"""Faults in what a row says besides its place."""

from datetime import date

from kim.sampling.community import Community
from kim.sampling.draft import Entry
from kim.sampling.faults import Place, fault


def _put(entry: Entry, field: str, value: str | int | date | None) -> bool:
    entry.cells[field] = value
    return True


@fault("name_missing", "nama_kim", outcome="quarantined")
def no_name(entry: Entry, _: Community, __: Place) -> bool:
    """No name at all."""
    return _put(entry, "nama_kim", None)


@fault("date_invalid", "tanggal_berdiri")
def impossible_date(entry: Entry, _: Community, surroundings: Place) -> bool:
    """A day that no calendar has."""
    return _put(entry, "tanggal_berdiri", surroundings.rng.choice(("31/02/2019", "45/13/2018", "30 Februari 2020")))


@fault("date_future", "tanggal_berdiri")
def future_date(entry: Entry, _: Community, surroundings: Place) -> bool:
    """A day that has not come."""
    return _put(entry, "tanggal_berdiri", date(surroundings.year + surroundings.rng.randint(20, 60), 3, 14))


@fault("date_invalid", "tanggal_sk")
def impossible_decree_date(entry: Entry, _: Community, __: Place) -> bool:
    """A decree of a day that no calendar has."""
    if ("decree_year", "nomor_sk") in entry.planted:
        return False
    return _put(entry, "tanggal_sk", "31/11/2021")


@fault("decree_year", "nomor_sk", "nomor_sk", "tanggal_sk")
def contradicting_year(entry: Entry, community: Community, surroundings: Place) -> bool:
    """A year in the decree's number that its date contradicts."""
    if not community.decree_on or ("date_invalid", "tanggal_sk") in entry.planted:
        return False
    year = community.decree_on.year
    other = year - surroundings.rng.randint(1, 3)
    return _put(entry, "nomor_sk", community.decree_number.replace(str(year), str(other)))


@fault("term_lapsed", "masa_bakti")
def lapsed_term(entry: Entry, _: Community, surroundings: Place) -> bool:
    """A term of office that is over."""
    last = surroundings.year - surroundings.rng.randint(1, 4)
    return _put(entry, "masa_bakti", f"{last - 3}-{last}")


@fault("phone_invalid", "nomor_hp")
def bad_phone(entry: Entry, _: Community, surroundings: Place) -> bool:
    """A number that nobody can have."""
    return _put(entry, "nomor_hp", surroundings.rng.choice(("0812345", "08120", "0000000000", "0812-00")))


@fault("email_invalid", "email")
def bad_email(entry: Entry, _: Community, surroundings: Place) -> bool:
    """An address that cannot be one."""
    return _put(entry, "email", surroundings.rng.choice(("kim.contoh.id", "kim@@contoh.id", "kim@contoh")))


@fault("site_invalid", "situs_web")
def bad_site(entry: Entry, _: Community, surroundings: Place) -> bool:
    """No address of a site."""
    return _put(entry, "situs_web", surroundings.rng.choice(("masih dibuat", "htp//kim contoh", "kim contoh id")))


@fault("count_invalid", "jumlah_anggota")
def bad_members(entry: Entry, _: Community, surroundings: Place) -> bool:
    """No count."""
    return _put(entry, "jumlah_anggota", surroundings.rng.choice(("banyak", -5, "dua puluhan")))


@fault("status_unknown", "status")
def unknown_status(entry: Entry, _: Community, surroundings: Place) -> bool:
    """A status that no list knows; the row counts as active."""
    return _put(entry, "status", surroundings.rng.choice(("menunggu", "proses", "belum jelas")))


@fault("type_unknown", "jenis_komunitas")
def unknown_kind(entry: Entry, _: Community, surroundings: Place) -> bool:
    """A kind that no list knows."""
    return _put(entry, "jenis_komunitas", surroundings.rng.choice(("ormas", "paguyuban seni", "lembaga adat")))


@fault("nik_found", "keterangan")
def identity_number(entry: Entry, community: Community, _: Place) -> bool:
    """Sixteen digits that look like a national identity number, and are nobody's."""
    # The day 99 of the month 99: no such number was ever given.
    code = community.regency.code.replace(".", "")
    return _put(entry, "keterangan", f"NIK ketua {code}019912990001")


@fault("term_invalid", "masa_bakti")
def bad_term(entry: Entry, _: Community, __: Place) -> bool:
    """A term that ends before it begins."""
    return _put(entry, "masa_bakti", "2029-2024")


@fault("site_number_invalid", "nomor_id_kim")
def bad_site_number(entry: Entry, _: Community, __: Place) -> bool:
    """A number that the ministry's site never gives."""
    return _put(entry, "nomor_id_kim", "12345")


@fault("code_unknown", "kode_wilayah")
def unknown_code(entry: Entry, _: Community, __: Place) -> bool:
    """A region code that does not exist; the names on the row still place it."""
    return _put(entry, "kode_wilayah", "99.99.99.9999")
