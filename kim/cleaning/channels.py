"""Handles and addresses of social channels, each in one form."""

import re
from functools import cache

from kim.cleaning.masking import MASK, holds_contact
from kim.cleaning.parsed import Issue, Parsed, parsed
from kim.reference.text import tidy
from kim.reference.wordlists import words

CHANNELS = ("facebook", "instagram", "x", "youtube", "tiktok", "whatsapp")
Handles = tuple[tuple[str, str], ...]
_ADDRESS = re.compile(r"^(?:https?:/{1,2})?(?:www\.)?((?:[a-z0-9\-]+\.)+[a-z]{2,})(?:/(.*))?$", re.IGNORECASE)
_PROFILE = re.compile(r"(?:^|/)profile\.php\?(?:.*&)?id=(\d+)", re.IGNORECASE)
_SKIPPED = re.compile(
    r"^(?:(?:pages|people|groups|pg|p)/(?:[^/]+/(?=\d+))?|(?:c|user|channel|add)/|@|#!/)", re.IGNORECASE
)
_PAGE = re.compile(r"(?:pages|groups|pg)/", re.IGNORECASE)
_LABEL = re.compile(
    r"^(?:fb|facebook|ig|instagram|twitter|x|youtube|yt|tiktok|tik tok|wa|whatsapp)\s*[:=]\s*", re.IGNORECASE
)


@cache
def _hosts() -> dict[str, str]:
    return words("channel_hosts")


def channel_of_host(host: str) -> str | None:
    """The channel whose host this is, without `www.` and `m.`."""
    bare = re.sub(r"^(?:www|m|web|mobile|id-id|mbasic|l)\.", "", host.lower())
    return _hosts().get(bare)


@cache
def _community_words() -> re.Pattern[str]:
    meant = words("handle_words")
    starts = "|".join(re.escape(word) for word, stands in meant.items() if stands == "start")
    anywhere = "|".join(re.escape(word) for word, stands in meant.items() if stands == "anywhere")
    return re.compile(rf"(?:^|[^a-z])(?:{starts})|{anywhere}")


def _may_be_a_person(channel: str, handle: str) -> bool:
    """Whether a handle may be a person's: one without a community's word, on Facebook or with a given name."""
    lower = handle.lower()
    if _community_words().search(lower):
        return False
    first = re.split(r"[^a-z]+", lower.lstrip("@._"), maxsplit=1)[0]
    return channel == "facebook" or first in words("given_names")


def _shown(channel: str, handle: str) -> Handles:
    if not handle:
        return ()
    return ((channel, MASK if _may_be_a_person(channel, handle) else _cased(channel, handle)),)


def parse_channel(channel: str, text: str) -> Parsed[Handles]:
    """What a cell of the column `channel` names, as (channel, handle); rule `channel_moved`."""
    if channel != "whatsapp" and (holds_contact(text, in_address=True) or holds_contact(tidy(text))):
        # A phone number or an e-mail address in place of a handle is as personal as in its own column.
        return parsed(((channel, MASK),))
    plain = _LABEL.sub("", tidy(text)).strip()
    found = _ADDRESS.match(plain)
    host_channel = channel_of_host(found.group(1)) if found else None
    if host_channel is None:
        return parsed(_typed(channel, plain))
    handles = handle_in(host_channel, plain)
    if host_channel != channel and handles:
        return parsed(handles, Issue("channel_moved", "; ".join(f"{name}: {handle}" for name, handle in handles)))
    return parsed(handles)


def _typed(channel: str, plain: str) -> Handles:
    if channel == "whatsapp":
        # The number itself is personal data and goes to the contact store.
        return ((channel, MASK),) if any(c.isdigit() for c in plain) else ((channel, plain),)
    handle = plain.lstrip("@").strip().rstrip("/")
    return _shown(channel, handle)


def handle_in(channel: str, address: str) -> Handles:
    """The handle inside the address of a channel; nothing where it names no one."""
    found = _ADDRESS.match(address.strip())
    path = (found.group(2) or "") if found else address
    if channel == "facebook" and _PROFILE.search(path):
        return ((channel, MASK),)  # a person's, or not to be told from one
    if channel == "whatsapp":
        return _whatsapp(found.group(1).lower() if found else "", path)
    path = re.split(r"[?#]", path, maxsplit=1)[0]
    is_page = _PAGE.match(path)
    while (shorter := _SKIPPED.sub("", path, count=1)) != path:
        path = shorter
    handle = path.strip("/").split("/")[0]
    if is_page and handle:
        return ((channel, _cased(channel, handle)),)
    return _shown(channel, handle)


def _whatsapp(host: str, path: str) -> Handles:
    code = re.split(r"[?#]", path, maxsplit=1)[0].strip("/")
    if host == "chat.whatsapp.com" and code:
        return (("whatsapp", MASK),)  # whoever has an invitation sees the members' numbers
    if code.startswith("channel/"):
        return (("whatsapp", f"whatsapp.com/{code}"),)
    return (("whatsapp", MASK),) if re.search(r"\d{6,}", path) else ()


def _cased(channel: str, handle: str) -> str:
    # YouTube's channel codes alone are told apart by case.
    if channel == "youtube" and re.fullmatch(r"UC[\w\-]{22}", handle):
        return handle
    return handle.lower()
