"""The command line `kim`: one module a command."""
