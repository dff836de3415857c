"""The command line `kim`: the commands, listed in `app`, and what they print."""
