"""Where a community is on the web: its site, as host and path, and the handles of its channels; all of it public.

A `desa.id` site is the village's own: it is kept, but never says that two communities are one (`is_shared`).
"""

import re
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import orjson
import pyarrow as pa
import pyarrow.compute

from kim.cleaning.batch import Batch, as_json, decoded
from kim.cleaning.channels import CHANNELS, Handles, channel_of_host, handle_in, parse_channel
from kim.cleaning.findings import Findings
from kim.cleaning.parsed import Issue, Parsed, ParsedColumn, parse_column, parsed, unparsed
from kim.cleaning.usual_forms import channel_forms, in_usual_form, site_forms
from kim.reference.text import tidy

# The stubs of these functions give unions that none of them takes.
pc: Any = pyarrow.compute
_SCHEME = re.compile(r"^(?:https?\s*:?\s*/{1,2}|//)+", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}")
_BLOGSPOT = re.compile(r"\.blogspot\.(?:co\.[a-z]{2}|com\.[a-z]{2}|[a-z]{2})$")
_SEVERAL = re.compile(r"[\s;,|]")
_BETWEEN = re.compile(r"\s*[;,|\n]\s*|\s+(?:dan|atau|&|/)\s+|\s+(?=https?:)", re.IGNORECASE)


def normal_form(text: str) -> str | None:
    """Host and path, or None where `text` is no web address.

    >>> normal_form("https://www.Contoh.id/index.php")
    'contoh.id'
    """
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


def parse_site(text: str) -> Parsed[tuple[str | None, Handles]]:
    """A site, or the channel in its place; rules `site_invalid`, `site_several`, `channel_moved`."""
    found: list[str] = []
    handles: Handles = ()
    plain = tidy(text)
    for part in _BETWEEN.split(plain) if _SEVERAL.search(plain) else [plain]:
        site = normal_form(part) if part else None
        if part and site is None:
            return unparsed("site_invalid")
        if site is None:
            continue
        channel = channel_of_host(site.split("/")[0])
        if channel and "/" in site:
            handles += handle_in(channel, part)
        elif site not in found:
            found.append(site)
    if not found and not handles:
        return unparsed("site_invalid")
    issues = (
        [Issue("channel_moved", "; ".join(f"{channel}: {handle}" for channel, handle in handles))] if handles else []
    )
    if len(found) > 1:
        issues.append(Issue("site_several", found[0]))
    return parsed((found[0] if found else None, handles), *issues)


@dataclass(frozen=True, slots=True)
class WebPresence:
    """Sites by code and the channels' JSON by row."""

    sites: ParsedColumn[str]
    channels: list[str | None]


def web_presence(batch: Batch, findings: Findings) -> WebPresence:
    """Sites and channels; an address of a channel counts for it in whatever column it stands."""
    hosts = in_usual_form(batch.column("situs_web"), site_forms()).values
    known: list[tuple[str | None, Handles] | None] = [(host, ()) if host else None for host in hosts]
    column = parse_column(batch, findings, "situs_web", parse_site, known)
    sites = ParsedColumn([value[0] if value else None for value in column.values], column.codes)
    columns: list[ParsedColumn[Handles]] = [_channel(batch, findings, name) for name in CHANNELS]
    moved: ParsedColumn[Handles] = ParsedColumn([value[1] if value else None for value in column.values], column.codes)
    return WebPresence(sites, _as_json(batch.row_count, [*columns, moved]))


def _channel(batch: Batch, findings: Findings, name: str) -> ParsedColumn[Handles]:
    handles = in_usual_form(batch.column(name), channel_forms(name)).values
    known: list[Handles | None] = [((name, handle),) if handle else None for handle in handles]
    return parse_column(batch, findings, name, partial(parse_channel, name), known)


def _as_json(row_count: int, columns: list[ParsedColumn[Handles]]) -> list[str | None]:
    """What the channels' columns and, last, that of the sites name in each row, as one JSON object; the first counts.

    Most rows name a channel in its own column: their objects are put together by columns.
    """
    own = dict(sorted(zip(CHANNELS, columns, strict=False)))
    pieces = [decoded(_members(name, column), column.codes) for name, column in own.items()]
    odd = np.zeros(row_count, np.bool_)
    for name, column in zip((*CHANNELS, ""), columns, strict=True):
        elsewhere = [bool(value) and not _is_own(name, value or ()) for value in column.values]
        odd |= np.array(elsewhere, np.bool_)[column.codes]
    joined: Any = pc.utf8_rtrim(pc.binary_join_element_wise(*pieces, ""), ",")
    objects: Any = pc.binary_join_element_wise("{", joined, "}", "")
    named: list[str | None] = pc.if_else(pc.equal(joined, ""), pa.scalar(None, pa.string()), objects).to_pylist()
    for row in np.flatnonzero(odd).tolist():
        handles: dict[str, str] = {}
        for column in columns:
            for name, handle in column.values[int(column.codes[row])] or ():
                handles.setdefault(name, handle)
        named[row] = orjson.dumps(handles, option=orjson.OPT_SORT_KEYS).decode() if handles else None
    return named


def _is_own(name: str, handles: Handles) -> bool:
    return len(handles) == 1 and handles[0][0] == name


def _members(name: str, column: ParsedColumn[Handles]) -> list[str]:
    """A channel's member of the object, by code; empty where the cell names none, or another's."""
    texts = [value[0][1] if value and _is_own(name, value) else "" for value in column.values]
    quoted = orjson.dumps(name).decode()
    return [f"{quoted}:{text}," if text != "null" else "" for text in as_json(texts)]
