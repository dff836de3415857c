"""Files judged for the office that sends them: every finding in one pass, shown, printed or written back."""
