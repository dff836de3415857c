"""People who do not exist, and how to reach none of them."""

import random

from kim.sampling.words import words

# Each block holds the subscriber numbers 000000 to 999999: valid mobile numbers, all beginning 00.
MOBILE_BLOCKS = ("081200", "081300", "085200", "085700", "087800", "082100", "089600", "083800")
EMAIL_DOMAIN = "contoh.id"
_STEP = 4_999_999  # coprime with the range: neighbours get numbers far apart, and none twice


def leader(rng: random.Random) -> str:
    """A chair's name: a common given name and an invented family name."""
    people = words()["people"]
    return f"{rng.choice(people['given'])} {rng.choice(people['family'])}"


def mobile(serial: int) -> str:
    """The `serial`-th mobile number, `08…`, unique for 8 million serials."""
    block, rest = divmod(serial * _STEP % (len(MOBILE_BLOCKS) * 1_000_000), 1_000_000)
    return f"{MOBILE_BLOCKS[block]}{rest:06d}"


def email(slug: str, serial: int) -> str:
    """An address under a domain that stands for examples; `serial` keeps it unique."""
    return f"kim.{slug[:24]}{serial}@{EMAIL_DOMAIN}"


def address(rng: random.Random) -> str:
    """A street that is nowhere."""
    return f"{rng.choice(words()['people']['streets'])} No. {rng.randint(1, 120)} RT {rng.randint(1, 9):02d}"


def secretary_signature(rng: random.Random) -> list[str]:
    """The lines under a letter: office, name and a service number made of zeros."""
    return [
        "Kepala Dinas Komunikasi dan Informatika",
        leader(rng).upper(),
        f"NIP. 19000000 000000 0 {rng.randint(0, 999):03d}",
    ]
