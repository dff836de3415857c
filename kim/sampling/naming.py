"""A community's name as an office writes it, with every habit and slip that real lists show."""

import random

from kim.sampling.community import Community
from kim.sampling.words import words

VOWELS = "aiueo"
KAMPUNG_REGENCIES = frozenset({"11.04", "11.16", "11.17"})
MAGELANG = frozenset({"33.08", "33.71"})


def typo(text: str, rng: random.Random) -> str:
    """One slip in one of the longer words, never on its first letter."""
    words = text.split(" ")
    long = [index for index, word in enumerate(words) if len(word) > 4 and word.isalpha()]
    if not long:
        return text
    index = rng.choice(long)
    word = words[index]
    at = rng.randrange(1, len(word) - 1)
    slip = rng.randrange(4)
    if slip == 0:
        word = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    elif slip == 1:
        word = word[:at] + word[at + 1 :]
    elif slip == 2:
        word = word[:at] + word[at] + word[at:]
    else:
        spots = [place for place, letter in enumerate(word) if letter in VOWELS and place] or [at]
        at = rng.choice(spots)
        word = word[:at] + rng.choice([vowel for vowel in VOWELS if vowel != word[at]]) + word[at + 1 :]
    words[index] = word
    return " ".join(words)


def recase(text: str, rng: random.Random) -> str:
    """Another case."""
    return rng.choice((text.upper(), text.lower(), text.title()))


def respace(text: str, rng: random.Random) -> str:
    """A doubled, added or lost space, or a hyphen for one."""
    if " " not in text:
        return f"{text} "
    at = rng.choice([index for index, letter in enumerate(text) if letter == " "])
    return text[:at] + rng.choice(("  ", "", "-", "\u00a0")) + text[at + 1 :]


def reorder(tokens: tuple[str, ...], rng: random.Random) -> tuple[str, ...]:
    """The same words in another order."""
    turn = rng.randrange(1, len(tokens)) if len(tokens) > 1 else 0
    return tokens[turn:] + tokens[:turn]


def entities(text: str) -> str:
    """Marks as a web form leaves them in an export."""
    return text.replace("&", "&amp;").replace("'", "&#039;").replace('"', "&quot;")


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
