"""Synthetic rounds: messy submissions of communities that are known, so that what the register makes of them is too.

Nobody in a sample is real. Given names are common ones, family names are invented (`Contohadi`, `Rekaan`), every mobile
number begins `08x2 00` or the like with a subscriber part in one block, every address ends in `contoh.id`.
"""
