"""Web addresses as host and path: the form in which two sites can be compared.

A `desa.id` site is the village's own: it is kept, but never says that two communities are one (`is_shared`).
"""

import re

from kim.cleaning.channels import Handles, channel_of_host, handle_in
from kim.cleaning.verdict import Issue, Verdict, bad, good
from kim.reference.text import tidy

_SCHEME = re.compile(r"^(?:https?\s*:?\s*/{1,2}|//)+", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}")
_BLOGSPOT = re.compile(r"\.blogspot\.(?:co\.[a-z]{2}|com\.[a-z]{2}|[a-z]{2})$")
_SEVERAL = re.compile(r"[\s;,|]")
_BETWEEN = re.compile(r"\s*[;,|\n]\s*|\s+(?:dan|atau|&|/)\s+|\s+(?=https?:)", re.IGNORECASE)


def normal_form(text: str) -> str | None:
    """Host and path, or None where `text` is no web address."""
    plain = _SCHEME.sub("", tidy(text).strip("<>()[]\"' "))
    if not plain or " " in plain or "@" in plain.split("/")[0]:
        return None
    host, _, path = re.split(r"[?#]", plain, maxsplit=1)[0].partition("/")
    host = host.lower().rstrip(".").split(":")[0]
    host = re.sub(r"^(?:www\d?\.)+", "", host)
    if not host.isascii():
        host = _punycode(host)
    if not _HOST.fullmatch(host) or len(host) > 253:
        return None
    host = _BLOGSPOT.sub(".blogspot.com", host)
    path = re.sub(r"/{2,}", "/", path).strip("/")
    if re.fullmatch(r"(?:index|home|default)\.(?:php|html?|aspx?)", path, re.IGNORECASE):
        path = ""
    return f"{host}/{path}" if path else host


def _punycode(host: str) -> str:
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return ""


def is_shared(site: str) -> bool:
    """Whether a site is by its host the village's or an office's, and so is no evidence of identity."""
    host = site.split("/")[0]
    return host.endswith((".desa.id", ".go.id")) and "/" not in site


def judge_site(text: str) -> Verdict[tuple[str | None, Handles]]:
    """A site, or the channel in its place; rules `site_invalid`, `site_several`, `channel_moved`."""
    found: list[str] = []
    handles: Handles = ()
    plain = tidy(text)
    for part in _BETWEEN.split(plain) if _SEVERAL.search(plain) else [plain]:
        site = normal_form(part) if part else None
        if part and site is None:
            return bad("site_invalid")
        if site is None:
            continue
        channel = channel_of_host(site.split("/")[0])
        if channel and "/" in site:
            handles += handle_in(channel, part)
        elif site not in found:
            found.append(site)
    if not found and not handles:
        return bad("site_invalid")
    issues = (
        [Issue("channel_moved", "; ".join(f"{channel}: {handle}" for channel, handle in handles))] if handles else []
    )
    if len(found) > 1:
        issues.append(Issue("site_several", found[0]))
    return good((found[0] if found else None, handles), *issues)
