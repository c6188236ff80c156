"""`python -m framing`: the same as the command `framing`."""

from framing.cli import main

main()
