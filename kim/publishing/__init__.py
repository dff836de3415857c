"""What the register publishes: figures, gates, releases. `publish` makes a release, or names the latest one."""
