"""The command with slices so small that a few hundred articles are spread over workers: `python -m
tests.faults.command export ...`."""

from exporter import cli, output
from exporter.intake import current

current.SLICE = output.ARTICLES = 10

if __name__ == "__main__":
    cli.main()
