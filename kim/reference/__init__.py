"""The reference data as every room reads it: word lists, regions and their names, and text folded to be looked up."""
