"""The same rules in other tools: what their users would write; each prints how many rows it finds at fault.

Left out for all of them is what kim check does beyond: spellings it corrects, headers and tables it finds, what it
masks, and its findings' wording.
"""
