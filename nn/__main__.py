"""``python -m nn COMMAND``: the same network without a browser. Each command is a file of its own in nn/commands/."""

import sys
from collections.abc import Sequence
from typing import NoReturn

from nn.commands import Failure, answer, classify, gradcheck, lists, score, sweep, train
from nn.commands.options import Parser
from nn.dataset import DatasetError
from nn.drawing import DrawingError
from nn.storage import StorageError

FAILED, WRONG_OPTIONS, INTERRUPTED = 1, 2, 130


def parser() -> Parser:
    top = Parser(prog="python -m nn", description=__doc__.splitlines()[0].replace("``", "`"))
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for module in (train, answer, sweep, classify, gradcheck, score, lists):
        module.add_to(commands)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code. What can go wrong for a user is one sentence on stderr, never a traceback."""
    try:
        chosen = parser().parse_args(arguments)
        code: int = chosen.run(chosen)
        sys.stdout.flush()
        return code
    except (Failure, DatasetError, DrawingError, StorageError) as error:
        return _say(str(error), FAILED)
    except KeyboardInterrupt:
        return _say("Interrupted.", INTERRUPTED)
    except BrokenPipeError:  # whoever read our output, say `head`, has seen enough
        sys.stderr.close()
        return FAILED


def _say(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code


def _exit() -> NoReturn:
    sys.exit(main())


if __name__ == "__main__":
    _exit()
