"""What holds for every test."""

from hypothesis import settings

# Speed is measured in `bench/`; a busy machine must not fail a property.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
