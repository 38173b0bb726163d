"""A figure of one moment is built for the first who asks, and forgotten with the moment."""

import gc
from functools import partial

from kept import after

from pages.shared import once as module
from pages.shared.curves import curves
from pages.shared.once import once
from pages.shared.theme import DARK, LIGHT


def test_a_figure_is_built_once_for_all_who_look_and_again_for_the_next_moment() -> None:
    run, built = after(1), []

    def look(palette):
        view = run.view()
        return once(view, ("curves", palette), lambda: built.append(palette) or curves(view, palette))

    first = look(LIGHT)
    assert look(LIGHT) is first and look(LIGHT).to_json() is first.to_json()
    assert look(DARK) is not first and built == [LIGHT, DARK]
    after(1, run=run)
    assert look(LIGHT) is not first and built == [LIGHT, DARK, LIGHT]


def test_what_was_built_goes_with_the_moment() -> None:
    view = after(1).view()
    once(view, "curves", partial(curves, view, LIGHT))
    kept = len(module._built)
    del view
    gc.collect()
    assert len(module._built) < kept
