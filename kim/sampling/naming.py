"""A community's name as an office writes it: every habit that real lists show."""

import random

from kim.sampling.community import Community
from kim.sampling.spelling import entities, recase, reorder, respace, typo
from kim.sampling.words import words

KAMPUNG_REGENCIES = frozenset({"11.04", "11.16", "11.17"})
MAGELANG = frozenset({"33.08", "33.71"})


def written(community: Community, habit: str, rng: random.Random) -> str:
    """The name under `habit`: `plain`, `usual`, `mixed` or `bare` (often without any prefix)."""
    core = _core(community, rng)
    if habit == "bare" and community.form == "own" and len(community.tokens) > 1 and rng.random() < 0.7:
        return core
    if habit == "mixed" and rng.random() < 0.12:
        return str(rng.choice(words()["prefix"]["misspelt"])).format(core)
    name = str(rng.choice(_prefixes(community, habit))).format(core)
    if habit == "mixed" and rng.random() < 0.1:
        name = entities(name)
    return name


def blurred(community: Community, habit: str, rng: random.Random) -> str:
    """The name as somebody else copied it: a slip, another case, a space, another order."""
    core = _core(community, rng)
    slip = rng.randrange(5)
    if slip == 0 and community.case == "plain" and community.form in {"own", "place"}:
        core = typo(core, rng)
    elif slip == 1:
        core = recase(core, rng)
    elif slip == 2 and not community.numeral:
        core = respace(core, rng)
    elif slip == 3 and community.form == "own" and not community.numeral:
        core = " ".join(reorder(community.tokens, rng))
    elif slip == 4 and community.form == "own" and community.village and not community.numeral:
        core = f"{core} {community.village.word} {community.village.name}"
    return str(rng.choice(_prefixes(community, habit))).format(core)


def federation(regency_name: str, rng: random.Random) -> str:
    """A forum of communities, which is not one itself."""
    return rng.choice(("FK KIM {}", "Forum KIM {}", "Forum Komunikasi KIM (FK KIM) {}")).format(regency_name)


def _core(community: Community, rng: random.Random) -> str:
    if community.form != "acronym":
        return community.core
    full = " ".join(community.tokens)
    return rng.choice((community.core, f"{community.core} ({full})", f"{community.core} ({full.upper()})"))


def _prefixes(community: Community, habit: str) -> list[str]:
    prefix = words()["prefix"]
    if community.province.code == "11":
        return list(prefix["kampung" if community.regency.code in KAMPUNG_REGENCIES else "gampong"])
    if community.regency.code in MAGELANG:
        return list(prefix["magelang"])
    return ["KIM {}"] if habit == "plain" else list(prefix["usual"])
