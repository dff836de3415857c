"""The main job: its steps and their order, written once, run by the flows and by `kim run --direct`."""
