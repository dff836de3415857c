"""Where rows are: place cells, region codes and titles become today's region codes, and findings.

`evidence` gathers what a row's place is worked out from; `resolver` works out one place, `province_regency` first;
`rows` does so for all rows of a batch.
"""
