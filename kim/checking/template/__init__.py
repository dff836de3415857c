"""The form that offices fill in: drop-downs that depend on one another, checks while typing, guidance."""

from kim.checking.template.form import write_form

__all__ = ["write_form"]
