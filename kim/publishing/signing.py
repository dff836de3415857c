"""Signatures: a person answers for a release although a gate blocks it. The control totals no one can sign away."""

from collections.abc import Sequence
from datetime import datetime

from kim.errors import GateBlockedError, UsageError
from kim.home import Home
from kim.publishing.gates import Block
from kim.publishing.model import PublishRequest, Signature
from kim.publishing.state import State
from kim.register.decisions import Decision, DecisionBook

WHOLE = "release"


def standing(home: Home, state: State) -> list[Signature]:
    """The signatures given for exactly this state, also those of a publication that was interrupted."""
    signed = [
        line
        for line in DecisionBook(home.decisions).all()
        if line.kind == "sign" and line.detail.get("state") == state.fingerprint
    ]
    return [_signature(line) for line in signed]


def check(request: PublishRequest) -> None:
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
    """The error that tells an operator everything that stands in the way."""
    return GateBlockedError("nothing was published.\n" + "\n".join(block.told for block in blocks))


def _signature(line: Decision) -> Signature:
    return Signature(line.subject or WHOLE, line.by, line.at, line.why, line.decision_id)
