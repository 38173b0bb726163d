"""The run that a visitor looks at, and the one way to a command on it: by its key, which only some sessions hold.

A run's ``id`` stands in addresses and lets anybody watch. Its ``key`` is held by the session that made the run, by
those that the browser handed it to (memory.py), and by whoever opened the controlling link. A network that takes the
place of another keeps the key, so all of them go on with the new one.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from nn.lab.limits import LimitReached
from nn.lab.run import Run
from nn.lab.view import Status
from nn.network import Network
from nn.presets import PRESETS
from nn.recipe import Recipe
from pages.shared.own_pictures import check_pictures
from pages.shared.session import lab, session

NOT_YOURS = "You are watching this run: only who started it can steer it. Nothing has changed."
LATE = 3.0  # seconds
GONE = "The run that you ask for is not here any more: it was left alone for long, or the server has started anew."
THE_SAME = "A network of the same settings and seed stands ready in its place."
ANOTHER = "Here is a new one."


def current_run() -> Run:
    """The run that this visitor looks at; for somebody new, one of the link's recipe or the article's.

    Who may steer it, or follows the one who does, goes on with the network that took its place.
    """
    now = session()
    run, newer = lab().find(now.run_id), lab().successor(now.run_id)
    if newer is not None and (run is None or now.follows or steers(newer)):
        keep_to_compare(run)
        run = newer
    if run is None:
        return _in_the_place_of(now.run_id)
    now.run_id = run.id
    return _as_followed(run)


def _as_followed(run: Run) -> Run:
    """For who follows the one who steers this run: what that one looks at, a lesson's run perhaps."""
    instead = lab().find(run.instead) if session().follows and run.instead and not steers(run) else None
    return instead or run


def _in_the_place_of(gone: str) -> Run:
    """For who has no run, or comes too late for it: its recipe, where that is still known, ready to be started."""
    now = session()
    known, run = lab().gone(gone) or now.recipe, None
    with told_of_limits():
        run = replace_run(known) if known else None
    run = run or replace_run(PRESETS["blog"].recipe)
    if gone:
        now.say(f"{GONE} {THE_SAME if known else ANOTHER}")
        now.again_id = run.id
    return run


def steers(run: Run) -> bool:
    """Whether this session holds the run's key."""
    return any(run.controlled_by(key) for key in {session().key, session().own[1]})


def watches(run: Run) -> bool:
    """Whether this session can only watch, as far as is known: its browser may have the key and not have said so yet.

    Who came by a link to follow is taken for a watcher from the start, anybody else for the one who steers.
    """
    return not steers(run) and (session().heard or session().follows)


def name_of_run() -> str:
    """What the run at hand is called: it is only the visitor's own if they can steer it."""
    run = lab().find(session().run_id)
    return "the run you watch" if run is not None and watches(run) else "your run"


def command(what: str, carry_out: Callable[[Run], object]) -> None:
    """Do this to the run at hand, and note ``what`` was done for others who steer it. Refused to who only watches.

    Whatever a visitor does to a run goes through here.
    """
    run = current_run()
    if not steers(run):
        session().say(NOT_YOURS)
        return
    with told_of_limits():
        carry_out(run)
        current_run().note(session().name, what)


@contextmanager
def told_of_limits() -> Iterator[None]:
    """Where the server allows no more, the visitor is told so, and what to do."""
    try:
        yield
    except LimitReached as limit:
        session().say(str(limit))


def replace_run(recipe: Recipe, start_from: Network | None = None) -> Run:
    """A new network takes the place of this visitor's run, which ends. Somebody else's, reached by a link, goes on."""
    check_pictures(recipe)
    old = lab().find(session().run_id)
    mine = old if old is not None and steers(old) else None
    run = lab().new_run(recipe, start_from, follows=mine)
    if mine is not None:
        lab().let_go(mine)
    take(run, run.key)
    session().form_of = run.id  # whoever asks for a network has its settings before them
    return run


def run_beside(recipe: Recipe, start_from: Network | None = None) -> Run:
    """A run of this recipe next to the one at hand, which pauses and can be gone back to. It has a key of its own."""
    check_pictures(recipe)
    old, key = current_run(), session().key
    run = lab().new_run(recipe, start_from)
    old.pause()
    _expect_late_rate(old)
    take(run, run.key)
    session().beside = (run.id, old.id, key)
    return run


def other_run(run: Run) -> Run | None:
    """The run that was set up beside this one, or that this one was set up beside, if it is still here."""
    beside = session().beside
    return lab().find(beside[1]) if beside is not None and beside[0] == run.id else None


def turn_to_the_other() -> None:
    """Look at the run beside, and steer that; from there this one is the other."""
    now = session()
    other = other_run(current_run())
    if other is not None and now.beside is not None:
        (here, _, key), mine = now.beside, now.key
        _expect_late_rate(current_run())
        take(other, key)
        now.beside = (other.id, here, mine)


def _expect_late_rate(old: Run) -> None:
    """A page that is drawn again and again may send this run's rate once more, after another run has come up."""
    session().late_rate = (old.view().learning_rate, time.monotonic() + LATE)


def is_late(rate: float) -> bool:
    """Whether a turn of the slider to this rate is not the visitor's, but what the browser had before."""
    said, until = session().late_rate
    return rate == said and time.monotonic() < until


def take(run: Run, key: str) -> None:
    """From now on this session looks at this run, and steers it by this key."""
    now = session()
    keep_to_compare(lab().find(now.run_id))
    now.run_id, now.key, now.follows = run.id, key, False


def keep_to_compare(run: Run | None) -> None:
    """What this visitor has trained stays in the table of *Experiments*, as it is now."""
    if run is not None and steers(run):
        session().kept.add(run.view(), run.film)


def train_the_same() -> None:
    """For who watches: a run of one's own with the recipe and the seed of that one, started at once."""
    with told_of_limits():
        lab().start(replace_run(current_run().recipe))


def go_back(key: str) -> None:
    """Turn to the run that a key of this browser's steers; what was set up here and never started is let go."""
    run, draft = lab().controlled_by(key), current_run()
    if run is None or run is draft:
        return
    if steers(draft) and draft.view().status is Status.READY:
        lab().let_go(draft)
    take(run, key)
