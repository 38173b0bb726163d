"""Film: one slider over your whole run. Whatever moment it stands on, everything on the page is of that moment."""

from dataclasses import dataclass, field
from math import isfinite

import streamlit as st

from nn.explain.digits import Digit
from nn.explain.film import DigitHistory, Film, Frame, Questions, frame, history_of, questions, scale
from nn.lab.run import View
from nn.recipe import PRESETS, Recipe
from pages.film.figures import (
    confusion_heatmap,
    confusion_in_words,
    curves_with_moment,
    history_in_words,
    history_lines,
    measured_at,
    moment_in_words,
    probabilities_in_words,
)
from pages.film.transport import Wanted, transport
from pages.shared.address import keep_in_address
from pages.shared.choosers import choose_neuron, digit_chooser
from pages.shared.digits import Picture, digit_strip
from pages.shared.heatmaps import FOOT, board_aspect, w1_heatmaps
from pages.shared.live import Took, again_and_again, in_turn
from pages.shared.live_figure import live_figure
from pages.shared.session import YOUR_RUN, chosen_digit, current_run, lab, replace_run, session
from pages.shared.theme import palette
from pages.shared.widgets import facts

SHOWN_NEURONS = 24  # Weights has all of them
LARGE = 200_000  # parameters; a bigger network is looked at less often while it trains

STYLE = """<style>
.stElementContainer:has(.transport) {position: sticky; top: 3.4rem; z-index: 90; background: var(--film-paper);
  border-bottom: 1px solid var(--film-line)}
.st-key-film_strip {margin-bottom: .8rem}
.st-key-film_strip figure.digit figcaption {white-space: nowrap; font-variant-numeric: tabular-nums}
.st-key-film_story {display: grid; grid-template-columns: 72px 1fr; gap: 1rem; align-items: start}
@media (max-width: 640px) {
  .st-key-film_strip .digits {--size: 65px !important; gap: .4rem}  /* five in a row */
}
</style>"""


@dataclass
class Cinema:
    """What this visitor watches: of which run, what was asked for last, and the digit that is pinned."""

    run_id: str = ""
    wanted: Wanted = Wanted(None, 1.0, 0)
    pinned: Digit | None = None
    history: tuple[str, DigitHistory] | None = None  # the digit's name, and what all frames say about it
    limit: tuple[int, float] | None = None  # the last update on film, and the end of W1's scale
    took: Took = field(default_factory=Took)


def cinema() -> Cinema:
    """This visitor's, for the run that is theirs now: another run starts at its end, and keeps the pin."""
    if "film_cinema" not in st.session_state:
        st.session_state.film_cinema = Cinema(wanted=Wanted(_frame_of_address(), 1.0, 0))
    found: Cinema = st.session_state.film_cinema
    run = current_run()
    if found.run_id != run.id:
        at = found.wanted.at if not found.run_id else None
        found.run_id, found.history, found.limit = run.id, None, None
        found.wanted = Wanted(at, found.wanted.speed, found.wanted.asked)
    return found


def _frame_of_address() -> float | None:
    try:
        place = float(st.query_params.get("frame", ""))
    except ValueError:
        return None
    return place if isfinite(place) else None


def move(wanted: Wanted) -> None:
    cinema().wanted = wanted


# The moment ----------------------------------------------------------------------------------------------------------


@st.cache_resource(max_entries=16, show_spinner=False)
def shared_questions(draw: tuple[int, ...], parameters: int, _recipe: Recipe) -> Questions:
    """The digits that all frames are asked about, shared by everybody whose run drew the same ones."""
    return questions(lab().mnist.split(_recipe, keep_floats=False), parameters)


def questions_of(recipe: Recipe, parameters: int) -> Questions:
    draw = (recipe.seed, recipe.train_examples, recipe.validation_examples, recipe.test_examples)
    return shared_questions(draw, parameters, recipe)


def limit_of(film: Film) -> float:
    """The end of W1's scale: one for the whole film. While the film grows, the scale only ever grows with it."""
    kept, last = cinema().limit, int(film.iterations[-1])
    if kept is None or kept[0] != last:
        kept = cinema().limit = (last, max(scale(film), kept[1] if kept else 0.0))
    return kept[1]


def history(film: Film, digit: Digit) -> DigitHistory:
    """What every frame says about a digit; only frames that are new are asked."""
    kept = cinema().history
    known = kept[1] if kept and kept[0] == digit.name else None
    if known is None or len(known.places) != len(film) or (known.places != film.places).any():
        known = history_of(film, digit.X, known)
        cinema().history = (digit.name, known)
    return known


def show() -> None:
    """The film at the moment that is wanted."""
    run, wanted = current_run(), cinema().wanted
    film, view = run.film(), run.view()
    i = len(film) - 1 if wanted.at is None else film.nearest(wanted.at)
    asked = questions_of(view.recipe, film.thetas[0].size)
    now = frame(film, i, asked)
    with st.container(gap="xsmall", key="film_room"):
        show_transport(view, film, i, wanted)
        show_facts(view, film, i, now, asked)
        left, right = st.columns([6, 5], gap="medium")
        with left:
            live_figure(
                curves_with_moment(view, film, i, palette(), height=300),
                key="film_curves",
                alt=moment_in_words(view, film, i),
            )
        with right:
            show_weights(view, film, now)
        show_strip(asked, now)
        left, right = st.columns([5, 6], gap="medium")
        with left:
            show_confusion(now, asked)
        with right:
            show_history(view, film, i)
    if wanted.at is None:
        session().place.pop("frame", None)
    else:
        session().place["frame"] = f"{film.places[i]:.1f}".removesuffix(".0")
    keep_in_address("address_of_film")  # also when only this part was run


def show_transport(view: View, film: Film, i: int, wanted: Wanted) -> None:
    places = film.places.tolist()
    transport(
        places,
        wanted,
        move,
        key="film_transport",
        run=view.id,
        end=max(1, view.total) if not view.over else places[-1],
        at=places[i],
        training=view.active,
    )


def show_facts(view: View, film: Film, i: int, now: Frame, asked: Questions) -> None:
    row, h = measured_at(view, film, i), view.history
    train, loss = ("–", "–") if row is None else (f"{h.train_accuracy[row]:.1%}", f"{h.train_loss[row]:.3f}")
    kept = f"{len(film):,}" if film.every == 1 else f"{len(film):,}, {film.every:,} apart"
    facts(
        [
            ("Updates made", f"{now.iteration:,}", "How many updates the network had seen at this moment"),
            ("Training digits right", train, "As measured on the way, on the digits it learns from"),
            (
                f"{asked.kind.capitalize()} digits right",
                f"{now.accuracy:.1%}" if now.sound else "–",
                f"Of {len(asked):,} digits that it never learns from, asked anew at this moment",
            ),
            ("Loss", loss, "Mean cross-entropy on the training digits, in nats"),
            (
                "Frames",
                kept,
                "Moments on film, and how many updates they are apart at most: a film is thinned when memory is full",
            ),
        ]
    )
    if not now.sound:
        st.markdown(
            "**Not all of these parameters are numbers any more**: learning broke down here. Such answers mean nothing."
        )
    elif film.put_back and i == len(film) - 1:
        why = "Learning broke down, so" if view.final is None else "It stopped early, and"
        st.markdown(f"{why} the run went back to its best parameters: they are this last frame.")


def show_weights(view: View, film: Film, now: Frame) -> None:
    n = len(now.W1)
    shown = min(n, SHOWN_NEURONS)
    what = "hidden neuron" if view.recipe.hidden else "digit"
    limit = limit_of(film)
    live_figure(
        w1_heatmaps(
            now.W1[:shown],
            now.b1[:shown],
            palette(),
            limit=limit,
            chosen=session().neuron,
            clickable=True,
            width=None,
        ),
        height=f"calc(100cqw / {board_aspect(shown)} + {FOOT}px)",
        key="film_w1",
        alt=f"What the first {shown} of {n} {what}s look for after {now.iteration:,} updates: their 784 weights as "
        "28 by 28 pictures.",
        on_pick=pick,
    )
    more = f" The first {shown} of {n}; Weights has them all." if n > shown else ""
    st.caption(f"W1, one picture for each {what}, with its bias: one scale for the whole film.{more}")


def pick(number: int) -> None:
    if 0 <= number < current_run().recipe.sizes[1]:
        choose_neuron(number)


def show_strip(asked: Questions, now: Frame) -> None:
    right = int((now.answers[asked.strip] == asked.labels[asked.strip]).sum()) if now.sound else 0
    st.markdown(
        f"**{right} of these {len(asked.strip)} {asked.kind} digits right** at this moment. Under each: the answer, "
        "and how sure it is."
    )
    with st.container(key="film_strip"):
        digit_strip(
            (
                Picture(
                    asked.examples.pixels[asked.examples.index[k]],
                    f"{now.answers[k]}, {now.sureness[k]:.0%}" if now.sound else "none",
                    bool(now.sound and now.answers[k] == asked.labels[k]),
                    f"A handwritten {asked.labels[k]}; the network says {now.answers[k]} and is "
                    f"{now.sureness[k]:.0%} sure.",
                    asked.digit(lab().mnist, int(k)),
                    YOUR_RUN,
                )
                for k in asked.strip
            ),
            size=80,
        )


def show_confusion(now: Frame, asked: Questions) -> None:
    words = confusion_in_words(now)
    st.markdown(f"**Which digits are taken for which**, of {len(asked):,} {asked.kind} digits")
    live_figure(confusion_heatmap(now, palette()), key="film_confusion", alt=f"Confusion matrix: {words}")
    st.caption(f"{words} Blue: right. Orange: wrong. The stronger, the larger the share of that digit.")


def show_history(view: View, film: Film, i: int) -> None:
    """The pinned digit's, or the chosen one's, ten probabilities over the whole film."""
    digit = cinema().pinned or chosen_digit()
    known = history(film, digit)
    whose = "your drawing" if digit.name.startswith("ink-") else f"this {digit.label}"
    pinned = " :material/keep:" if cinema().pinned else ""
    st.markdown(f"**Watch it learn {whose}**{pinned}: ten probabilities over the whole run")
    total = max(1, view.total) if not view.over else float(film.places[-1])
    words = history_in_words(known, digit.label)
    now = f"At this moment it says {probabilities_in_words(known.probabilities[i])}."
    live_figure(
        history_lines(known, i, total, palette(), height=330),
        key="film_history",
        alt=f"The ten probabilities of {whose} against updates. {words} {now}".replace("**", ""),
    )
    with st.container(key="film_story"):
        digit_strip([Picture(digit.pixels, alt=digit.title.capitalize(), digit=digit, network=YOUR_RUN)], size=72)
        st.markdown(f"{now} {words}")


# The page ------------------------------------------------------------------------------------------------------------


def timed_show() -> None:
    with cinema().took.measured():
        show()


def wanted_interval() -> float | None:
    """Seconds between two looks while the run trains: longer with more visitors, and for a large network."""
    view = current_run().view()
    if not view.active:
        return None
    crowd = 2 * lab().refresh_seconds()
    return max(crowd, min(3.0, crowd * view.theta.size / LARGE), 3 * cinema().took.seconds)


def watch() -> None:
    """While the run trains, its film is looked at again and again; after that, whenever the visitor wants."""
    if wanted_interval() is None:
        st.fragment(in_turn(timed_show))()
    else:
        again_and_again(timed_show, wanted_interval)


def begin() -> None:
    """Train what is ready; where a run ended before its first update, the article's network instead."""
    run = current_run()
    lab().start(replace_run(PRESETS["blog"].recipe) if run.view().over else run)


def nothing_on_film(view: View) -> None:
    """For a visitor whose run has not begun: what will be here, and how to have it."""
    layers = "-".join(map(str, view.recipe.sizes))
    blog = view.recipe == PRESETS["blog"].recipe or view.over
    if view.message:
        st.error(view.message, icon=":material/error:")
    st.markdown(
        f"There is nothing on film yet: your network, {layers}, has not learned anything. Once it trains, every update "
        "is kept, and one slider takes you to any moment of its life: its curves, its weights, its mistakes, and how "
        "it came to read your own digit. Shipped networks have no film, because only their end was kept."
    )
    name = "Train the blog's network now" if blog else f"Train your network now, {layers}"
    st.button(name, type="primary", icon=":material/movie:", on_click=begin, key="film_begin")


def pin() -> None:
    cinema().pinned = chosen_digit()


def unpin() -> None:
    cinema().pinned = None


def pins() -> None:
    """Which digit the film follows: the one that all pages look at, or one that stays whatever is chosen elsewhere."""
    st.markdown("**Which digit to follow?**")
    digit_chooser("film", YOUR_RUN)
    pinned = cinema().pinned
    with st.container(horizontal=True, vertical_alignment="center"):
        same = pinned is not None and pinned.name == chosen_digit().name
        st.button(
            "Pin this digit",
            icon=":material/keep:",
            on_click=pin,
            disabled=same,
            help="The film goes on following it, whatever you choose here or on other pages.",
            key="film_pin",
        )
        st.button("Unpin", icon=":material/keep_off:", on_click=unpin, disabled=pinned is None, key="film_unpin")
        if pinned:
            said = f"Pinned: {pinned.title}. Choosing another one changes nothing above until you unpin."
        else:
            said = "Nothing is pinned: the film follows the digit that you choose."
        st.markdown(said, width="content")


def paper() -> str:
    colours = palette()
    return f"<style>:root {{--film-paper: {colours.background}; --film-line: {colours.grid}}}</style>"


st.html(STYLE + paper())
st.title("The film of your run")
view = current_run().view()
if not view.iteration and not view.active:
    nothing_on_film(view)
else:
    st.caption(
        "Drag the slider or press play (space): everything below is of that moment, computed anew from the "
        "parameters of **your run**. The shipped networks have no film."
    )
    watch()
    pins()
