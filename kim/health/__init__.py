"""Health: what `kim doctor` looks at, one small check after another."""

from kim.health.examination import examine
from kim.health.model import Line, Verdict

__all__ = ["Line", "Verdict", "examine"]
