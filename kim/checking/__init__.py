"""Files checked for the office that sends them: every finding in one pass, as values or written back."""
