"""How a summary looks, once for both workbook libraries."""

from dataclasses import dataclass

from kim.checking.report.lines import Style
from kim.checking.report.marks import FILL

FONT = "Calibri"
BORDER = "BFBFBF"


@dataclass(frozen=True, slots=True)
class Look:
    """Size in points, colours as RRGGBB, and whether the cell has a thin border all round."""

    size: int = 11
    bold: bool = False
    colour: str = "000000"
    fill: str | None = None
    border: bool = False
    underline: bool = False
    wrap: bool = True


LOOKS: dict[Style, Look] = {
    "title": Look(size=16, bold=True, colour="1F3864"),
    "file": Look(size=12),
    "heading": Look(size=13, bold=True, colour="1F3864"),
    "label": Look(colour="404040"),
    "value": Look(bold=True),
    "text": Look(),
    "head": Look(bold=True, colour="FFFFFF", fill="1F3864", border=True),
    "body": Look(border=True),
    "error": Look(bold=True, fill=FILL["error"], border=True),
    "warning": Look(bold=True, fill=FILL["warning"], border=True),
    "info": Look(bold=True, fill=FILL["info"], border=True),
    "link": Look(colour="0563C1", border=True, underline=True),
    "jump": Look(colour="0563C1", underline=True),
    "small": Look(size=9, colour="595959", border=True),
}
