"""How hands slip: small changes to a text that leave it readable."""

import random

VOWELS = "aiueo"


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
