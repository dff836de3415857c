"""The gates: reasons not to publish, each with its figures, the communities behind them and what to do; and signatures.

By a signature a person answers for a release although a gate blocks it. The control totals and personal data no one can
sign away. Without a previous release nothing drops or grows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

from kim.errors import GateBlockedError, UsageError
from kim.home import Home
from kim.publishing.figures import ControlTotal, not_holding
from kim.publishing.release_store import Previous
from kim.publishing.request import PublishRequest
from kim.publishing.state import State
from kim.reference.contact_marks import holds
from kim.register.decisions import Decision, DecisionBook
from kim.statements import statement

SHOWN = 8
_FREE_TEXT = ("name",)
WHOLE = "release"


@dataclass(frozen=True, slots=True)
class Block:
    """A gate that is shut: `lines` give its figures and the communities, `advice` what to do."""

    gate: str
    title: str
    lines: tuple[str, ...]
    advice: str

    @property
    def text(self) -> str:
        """The block as an operator reads it."""
        return "\n".join(
            [f"gate `{self.gate}`: {self.title}", *(f"  {line}" for line in self.lines), f"  {self.advice}"]
        )


def control_totals(counted: Sequence[ControlTotal]) -> list[Block]:
    """The control totals that do not hold."""
    broken = not_holding(counted)
    if not broken:
        return []
    lines = tuple(f"{total.name}: {total.left_value} against {total.right_value}" for total in broken)
    advice = "No signature lifts this gate. Run `kim doctor`, then `kim rebuild`; if it stays, report it as a defect."
    return [Block("control-totals", "figures that must agree exactly do not", lines, advice)]


def personal(conn: duckdb.DuckDBPyConnection) -> list[Block]:
    """Published free text that reads as a number of a person or an e-mail address; what it reads as is not shown."""
    lines = [
        f"{kim_id}: {column}"
        for kim_id, *texts in conn.execute(statement("publishing/free_text")).fetchall()
        for column, text in zip(_FREE_TEXT, texts, strict=True)
        if text and holds(text)
    ]
    if not lines:
        return []
    more = [f"and {len(lines) - SHOWN} more"] if len(lines) > SHOWN else []
    advice = (
        "No signature lifts this gate. See the row with `kim explain KIM_ID`, take the file out with `kim withdraw` or "
        "ask its office for the name alone; if the text is none of a person's, report it as a defect."
    )
    return [Block("personal-data", "published text holds what reads as personal data", (*lines[:SHOWN], *more), advice)]


def drops(conn: duckdb.DuckDBPyConnection, previous: Previous | None, round_id: str) -> list[Block]:
    """Provinces that lost more communities than the round tolerates."""
    if previous is None:
        return []
    lines: list[str] = []
    for code, name, before, now, tolerated in conn.execute(
        statement("publishing/dropped"), {"round_id": round_id}
    ).fetchall():
        lines.append(f"{code} {name}: {before} -> {now}, {before - now} fewer; round {round_id} tolerates {tolerated}")
        lines.extend(_communities(conn, "publishing/lost_kim", code))
    if not lines:
        return []
    advice = (
        "See why with `kim explain CODE`; undo a withdrawal that was wrong. If the drop is right, publish it with"
        " `kim publish --sign NAME --why TEXT`."
    )
    return [Block("drop", f"provinces dropped since release {previous.number}", tuple(lines), advice)]


def growths(conn: duckdb.DuckDBPyConnection, previous: Previous | None, round_id: str) -> list[Block]:
    """Provinces that grew by more than new submissions explain."""
    if previous is None:
        return []
    lines: list[str] = []
    for code, name, before, now, tolerated, explained in conn.execute(
        statement("publishing/grown"), {"round_id": round_id}
    ).fetchall():
        lines.append(
            f"{code} {name}: {before} -> {now}, {now - before} more; new submissions explain {explained},"
            f" round {round_id} tolerates {tolerated}"
        )
        lines.extend(_communities(conn, "publishing/gained_kim", code))
    if not lines:
        return []
    advice = (
        "Look for rulings that split communities, or a changed version of the rules. If the growth is right, publish it"
        " with `kim publish --sign NAME --why TEXT`."
    )
    return [Block("growth", f"provinces grew without new files since release {previous.number}", tuple(lines), advice)]


def completeness(conn: duckdb.DuckDBPyConnection, round_id: str) -> list[Block]:
    """Regencies that have not sent in the round, and files that wait for a person."""
    rows = conn.execute(statement("publishing/missing"), {"round_id": round_id}).fetchall()
    missing, expected = sum(row[2] for row in rows), _expected(conn, round_id)
    lines = [f"{code} {name}: {count} of {total} regencies have not sent" for code, name, count, total in rows]
    held = conn.execute(statement("publishing/held"), {"round_id": round_id}).fetchall()
    lines.extend(
        f"submission {name} of office {office or 'unknown'} is held, {count} rows" for name, office, count in held
    )
    if not lines:
        return []
    advice = (
        "Ask these offices, or rule on what is held (`kim run --accept-drift`, `kim withdraw`). To publish as final"
        " regardless: `kim publish --final --sign NAME --why TEXT`."
    )
    title = f"{missing} of {expected} regencies have not sent in round {round_id}, {len(held)} files are held"
    return [Block("completeness", title, tuple(lines), advice)]


def _expected(conn: duckdb.DuckDBPyConnection, round_id: str) -> int:
    rows = conn.execute("select count(*) from mart.completeness where round_id = ?", [round_id]).fetchall()
    return int(rows[0][0])


def _communities(conn: duckdb.DuckDBPyConnection, name: str, province_code: str) -> list[str]:
    rows = conn.execute(statement(name), {"province_code": province_code}).fetchall()
    lines = [f"  {kim_id}: {reason}" for kim_id, reason in rows[:SHOWN]]
    return [*lines, f"  and {len(rows) - SHOWN} more"] if len(rows) > SHOWN else lines


@dataclass(frozen=True, slots=True)
class Signature:
    """A person's word for publishing although a gate blocks; `gate` is `release` where none did."""

    gate: str
    by: str
    at: datetime
    why: str
    decision_id: str


def standing(home: Home, state: State) -> list[Signature]:
    """The signatures given for exactly this state, also those of a publication that was interrupted."""
    signed = [
        line
        for line in DecisionBook(home.decisions).all()
        if line.kind == "sign" and line.detail.get("state") == state.fingerprint
    ]
    return [_signature(line) for line in signed]


def refuse_half_a_signature(request: PublishRequest) -> None:
    """Refuse half a signature.

    Raises:
        UsageError: a name without a reason, or a reason without a name.
    """
    if bool((request.signer or "").strip()) != bool((request.why or "").strip()):
        raise UsageError("a signature needs both --sign NAME and --why TEXT")


def lift(
    home: Home, state: State, request: PublishRequest, blocks: Sequence[Block], now: datetime
) -> tuple[Signature, ...]:
    """The signatures that this release carries; those of `request` are recorded first.

    Raises:
        GateBlockedError: a gate stays shut; nothing was recorded.
    """
    given = standing(home, state)
    lifted = {signature.gate for signature in given}
    shut = [block for block in blocks if block.gate not in lifted]
    if not request.signer or not request.why:
        if shut:
            raise blocked(shut)
        return tuple(given)
    gates = [block.gate for block in shut] or ([] if any(s.by == request.signer.strip() for s in given) else [WHOLE])
    drafts = [
        Decision(
            decision_id="",
            kind="sign",
            at=now,
            by=request.signer.strip(),
            why=request.why.strip(),
            subject=gate,
            detail={"state": state.fingerprint, "round_id": request.round_id},
        )
        for gate in gates
    ]
    return (*given, *(_signature(line) for line in DecisionBook(home.decisions).record_all(drafts)))


def blocked(blocks: Sequence[Block]) -> GateBlockedError:
    """The error that names everything that stands in the way."""
    return GateBlockedError("nothing was published.\n" + "\n".join(block.text for block in blocks))


def _signature(line: Decision) -> Signature:
    return Signature(line.subject or WHOLE, line.by, line.at, line.why, line.decision_id)
