"""What a person is told instead of a traceback."""


class KimError(Exception):
    """A fault with a message for people: what happened, where, and what to do.

    `exit_code` is the command line's (contract section 4): 1 failed, 2 wrong usage, 4 a gate blocked.
    """

    exit_code = 1


class UsageError(KimError):
    """The call itself is wrong."""

    exit_code = 2


class GateBlockedError(KimError):
    """A gate blocked the publication; nothing was published."""

    exit_code = 4
