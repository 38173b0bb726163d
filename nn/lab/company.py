"""Several people at one run: who may steer it, where the one who steers is, and who gave the last command.

A run has two names, drawn independently of each other. The ``id`` stands in addresses, and whoever has it may watch;
the ``key`` never leaves the browser of whoever may steer. A session shows the key and is believed, or is not.
"""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

BYTES = 16  # 128 bits, 22 letters: nobody guesses that
LONGEST = 100  # letters of a key that is worth a look


@dataclass(frozen=True)
class Place:
    """What the one who steers is looking at: a page and what is chosen there; ``number`` moves when that changes."""

    page: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    number: int = 0


@dataclass(frozen=True)
class Note:
    """The last command, in words, and ``by`` which session, as its own name says; ``number`` counts the commands."""

    by: str = ""
    what: str = ""
    number: int = 0


class Company:
    """What those who are at one run share. A run that follows another has the same key: who steered that steers this.

    Only what the key hashes to is compared and kept with the run; the key itself is known once somebody has shown it.
    """

    def __init__(self, id: str | None = None, follows: "Company | None" = None) -> None:
        self.id = id or secrets.token_urlsafe(BYTES)
        self.key: str = follows.key if follows else secrets.token_urlsafe(BYTES)
        self.key_hash: str = follows.key_hash if follows else hash_of(self.key)
        self.follows = follows.id if follows else ""
        self.place = Place()
        self.instead = ""  # the id of another run, while the one who steers looks at that
        self.noted = Note()

    def controlled_by(self, key: str) -> bool:
        """Whether this is the run's key. It takes as long for a wrong one, however nearly right."""
        if not opens(key, self.key_hash):
            return False
        self.key = key  # a run that came back from the disk did not know it
        return True

    def show_place(self, page: str, choices: Mapping[str, str]) -> None:
        """The one who steers is here now, for those who follow."""
        if (page, dict(choices)) != (self.place.page, self.place.choices):
            self.place = Place(page, MappingProxyType(dict(choices)), self.place.number + 1)

    def note(self, by: str, what: str) -> None:
        """This session has just given a command."""
        self.noted = Note(by, what, self.noted.number + 1)


def hash_of(key: str) -> str:
    """What may be kept of a key, where others might read: nobody finds 128 random bits again from their SHA-256."""
    return hashlib.sha256(key.encode()).hexdigest()


def opens(key: str, key_hash: str) -> bool:
    """Whether this key is the one of the hash, found out in a time that says nothing about it."""
    may_be = 0 < len(key) <= LONGEST and key.isascii()
    return secrets.compare_digest(hash_of(key if may_be else ""), key_hash)
