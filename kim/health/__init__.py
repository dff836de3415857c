"""Health: what `kim doctor` looks at, one small check after another."""

from kim.health.check import Line, Status
from kim.health.examination import examine

__all__ = ["Line", "Status", "examine"]
