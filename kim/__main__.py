"""`python -m kim` is `kim`."""

from kim.cli.app import main

main()
