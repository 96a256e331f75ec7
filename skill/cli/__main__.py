"""`python -m skill.cli` is `hawker`."""

from __future__ import annotations

from skill.cli import main

main(prog_name="hawker")
