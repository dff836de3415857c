"""Small faults put into the core, one at a time: a fault that no test notices is a sentence missing from the tests.

A library mutates Python alone; half of the core is SQL, so both are mutated here, and the survivors stand in one table.
"""
