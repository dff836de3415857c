"""E-mail addresses in lower case; several in one cell are all kept, joined by `;`."""

import re

from kim.cleaning.verdict import Issue, Verdict, bad, good
from kim.reference.text import tidy, unescape

_LONGEST = 254
_ADDRESS = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~\-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~\-]+)*@"
    r"(?:[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}"
)


def judge_email(text: str) -> Verdict[str]:
    """One or more addresses; rules `email_invalid`, `email_several`."""
    plain = tidy(text).lower().replace("mailto:", "")
    parts = [part.strip("<>().'\"") for part in re.split(r"[;,\s]+|\s+(?:dan|atau)\s+", plain)]
    addresses = list(dict.fromkeys(part for part in parts if part and part not in ("dan", "atau", "/")))
    if unescape(plain) != plain:
        return bad("email_invalid")  # `&lT` is no entity, `&lt` is one: in lower case it would be read as another text
    if not addresses or any(not _ADDRESS.fullmatch(part) or len(part) > _LONGEST for part in addresses):
        return bad("email_invalid")
    joined = ";".join(addresses)
    return good(joined, Issue("email_several")) if len(addresses) > 1 else good(joined)
