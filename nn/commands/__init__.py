"""The commands of ``python -m nn``. Each module declares its options in ``add_to(commands)`` and does its work.

Results go to stdout, a person's progress bar and complaints to stderr, so that a script may read one without the other.
"""


class Failure(Exception):
    """A command cannot do what was asked; the text is one sentence for the person who asked."""
