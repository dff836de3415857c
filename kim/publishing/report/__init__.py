"""The report: one self-contained page, made from the release's own tables."""
