"""How a reader says that it will not read on."""

BYTES = " byte"


class RefusedError(Exception):
    """A file, or a member of a ZIP, is refused by the rule named (see `kim.reading.notes`)."""

    def __init__(self, rule: str, value: str | None = None) -> None:
        super().__init__(rule)
        self.rule = rule
        self.value = value


def over(rule: str, found: int, limit: int, unit: str = "") -> None:
    """Refuse where more was found than the limit allows; `unit` is written after both figures."""
    if found > limit:
        raise RefusedError(rule, f"{found}{unit} > {limit}{unit}")
