"""The main job: its steps, written once, told by the flows and by `kim run --direct`."""
