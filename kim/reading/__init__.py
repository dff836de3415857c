"""Reading: an office's bytes become rows with true cell addresses."""
