"""``python -m pages.lessons check FILE``: is this a lesson, and can it be played from its beginning to its end?

It says faults with their lines, or else how long each beat and question takes to stand there, and what is missing. The
exit code is 0; 1 where something has to be mended; 2 for options that cannot be.
"""

import argparse
import logging
import sys
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m pages.lessons", description="Lessons that are files.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    checking = commands.add_parser("check", help="read a lesson and play all its beats")
    checking.add_argument("file", type=Path, metavar="FILE")
    chosen = parser.parse_args(arguments)
    logging.getLogger("streamlit").setLevel(logging.ERROR)  # which warns that it runs without a browser
    from pages.lessons.check import check

    return 0 if check(chosen.file, print) else 1


if __name__ == "__main__":
    sys.exit(main())
