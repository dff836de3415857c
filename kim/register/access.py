"""The log of who read contacts: every use of `kim contacts`, and nothing of those who were read."""

import os
import pwd
from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from kim.home import Home
from kim.register.book import Book


class Access(BaseModel):
    """One reading of contacts."""

    model_config = ConfigDict(frozen=True)

    at: datetime
    by: str
    account: str = Field(description="the operating system's user")
    why: str
    region_code: str
    kim_count: int


def real_user() -> str:
    """The operating system's user that this process runs as: no variable of the environment can say another."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


class AccessBook(Book[Access]):
    """`registry/contact_access.jsonl`."""

    line = Access

    def moment(self, line: Access) -> datetime:
        """When contacts were read."""
        return line.at


def access_book(home: Home) -> AccessBook:
    """The log of one home."""
    return AccessBook(home.registry / "contact_access.jsonl")
