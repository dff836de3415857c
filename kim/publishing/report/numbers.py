"""Numbers and dates as Indonesian readers write them."""

from datetime import date

MONTHS_ID = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober"),
    *("November", "Desember"),
)
MONTHS_EN = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September", "October"),
    *("November", "December"),
)
MINUS = "\N{MINUS SIGN}"


def number(value: int | None, *, signed: bool = False) -> str:
    """`4.114`; with `signed` also `+4.114`; a true minus sign; a dash for what is not known."""
    if value is None:
        return "–"
    sign = MINUS if value < 0 else "+" if signed and value > 0 else ""
    return sign + f"{abs(value):,}".replace(",", ".")


def percent(part: int, whole: int) -> str:
    """`54,2%`; a dash where there is no whole. Never 100 or 0 for what only rounds to it."""
    if whole == 0:
        return "–"
    share = 100 * part / whole
    if 0 < share < 0.1:
        return "<0,1%"
    if 99.9 < share < 100:
        return ">99,9%"
    return f"{share:.1f}%".replace(".", ",").replace(",0%", "%")


def day(value: date, precision: str = "day") -> tuple[str, str]:
    """A date in Indonesian and English, as precise as it is known."""
    if precision == "year":
        return str(value.year), str(value.year)
    head = f"{value.day} " if precision == "day" else ""
    return (
        f"{head}{MONTHS_ID[value.month - 1]} {value.year}",
        f"{head}{MONTHS_EN[value.month - 1]} {value.year}",
    )
