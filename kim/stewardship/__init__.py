"""What the register owes to people: erasure, retention, withdrawal, and who can be reached in an emergency.

Each reads the warehouse to find what is meant, and records in the books of `kim.register` what was done.
"""
