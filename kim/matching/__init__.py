"""Matching: records become communities with lasting ids."""
