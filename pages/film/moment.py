"""The film at the moment that is wanted: the slider, and under it everything that is of this moment."""

import streamlit as st

from nn.explain.film import Film, Frame, Questions, frame
from nn.lab.view import View
from pages.film import words
from pages.film.answers import show_confusion, show_strip
from pages.film.cinema import cinema, move, questions_of, source
from pages.film.figures import curves_with_moment
from pages.film.follow import show_history
from pages.film.transport import Wanted, transport
from pages.film.weights import show_weights
from pages.shared.address import keep_in_address
from pages.shared.live import again_and_again, in_turn
from pages.shared.live_figure import live_figure
from pages.shared.session import lab, session
from pages.shared.theme import palette
from pages.shared.widgets import facts

LARGE = 200_000  # parameters; a bigger network is looked at less often while it trains


def watch() -> None:
    """While the run trains, its film is looked at again and again; after that, whenever the visitor wants."""
    if seconds_between_looks() is None:
        st.fragment(in_turn(timed_show))()
    else:
        again_and_again(timed_show, seconds_between_looks)


def seconds_between_looks() -> float | None:
    """While the run trains: longer with more visitors, and for a large network. None: it does not train."""
    view = source().view()
    if not view.changing:
        return None
    crowd = 2 * lab().refresh_seconds()
    return max(crowd, min(3.0, crowd * view.theta.size / LARGE), 3 * cinema().took.seconds)


def timed_show() -> None:
    with cinema().took.measured():
        show()


def show() -> None:
    run, wanted = source(), cinema().wanted
    film, view = run.film(), run.view()
    i = len(film) - 1 if wanted.at is None else film.nearest(wanted.at)
    asked = questions_of(view.recipe, film.thetas[0].size)
    now = frame(film, i, asked)
    with st.container(gap="xsmall", key="film_room"):
        show_transport(view, film, i, wanted)
        show_facts(view, film, i, now, asked)
        left, right = st.columns([6, 5], gap="medium")
        with left:
            show_curves(view, film, i)
        with right:
            show_weights(view, film, now)
        show_strip(asked, now)
        left, right = st.columns([5, 6], gap="medium")
        with left:
            show_confusion(now, asked)
        with right:
            show_history(view, film, i)
    keep_moment_in_address(film, i, wanted)


def show_transport(view: View, film: Film, i: int, wanted: Wanted) -> None:
    places = film.places.tolist()
    transport(
        places,
        wanted,
        move,
        key="film_transport",
        run=f"{view.id} {cinema().led_to or ''}",  # taken to another moment, the slider begins afresh from there
        end=max(1, view.total) if not view.over else places[-1],
        at=places[i],
        training=view.active,
    )


def show_facts(view: View, film: Film, i: int, now: Frame, asked: Questions) -> None:
    facts(words.facts_of(view, film, i, now, asked))
    if said := words.what_broke_down(view, film, i, now):
        st.markdown(said)


def show_curves(view: View, film: Film, i: int) -> None:
    live_figure(
        curves_with_moment(view, film, i, palette(), height=300),
        key="film_curves",
        alt=words.curves_in_words(view, film, i),
    )


def keep_moment_in_address(film: Film, i: int, wanted: Wanted) -> None:
    """A link names a frame; without one, whoever follows it sees the end of the film."""
    if wanted.at is None:
        session().place.pop("frame", None)
    else:
        session().place["frame"] = f"{film.places[i]:.1f}".removesuffix(".0")
    keep_in_address("address_of_film")  # also when only this part was run
