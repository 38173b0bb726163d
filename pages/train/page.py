"""Train: a network learns in front of your eyes, and goes on learning whatever you click."""

import io

import numpy as np
import streamlit as st

from nn.explain.digits import of_mnist
from nn.lab.run import Run, Status, View
from nn.recipe import Recipe
from nn.storage import StorageError, load, save
from nn.training import KNOWS_NOTHING, gentler_rate
from pages.shared.charts import symmetric_limit
from pages.shared.curves import curves, curves_in_words
from pages.shared.digits import Picture, digit_strip
from pages.shared.heatmaps import w1_heatmaps
from pages.shared.live import again_and_again, in_turn
from pages.shared.live_figure import live_figure
from pages.shared.session import OPENED, YOUR_RUN, chosen_network, current_run, lab, open_network, replace_run, session
from pages.shared.theme import palette
from pages.shared.widgets import facts
from pages.train.diagram import in_words, network_picture, parameters
from pages.train.recipe_form import Draft, learning_rate_slider, load_into_form, recipe_form, settings_touched

SHOWN_NEURONS = 10  # on this page; Weights shows all
GALLERY = 24
A_LOT = 20_000_000_000  # products in one update: about two seconds


def start(draft: Draft) -> None:
    run = current_run()
    if run.view().over and draft.recipe:
        run = replace_run(draft.recipe)
    lab().start(run)


def step(iterations: int) -> None:
    lab().step(current_run(), iterations)


def turn_learning_rate() -> None:
    settings_touched()
    current_run().set_learning_rate(float(st.session_state.recipe_learning_rate))


def new_network(draft: Draft) -> None:
    if draft.recipe:
        replace_run(draft.recipe)


def try_smaller_rate(rate: float) -> None:
    recipe = current_run().recipe.but(learning_rate=rate)
    load_into_form(recipe)
    lab().start(replace_run(recipe))


def train_further() -> None:
    opened = session().opened
    if opened is not None:
        load_into_form(opened.recipe)
        replace_run(opened.recipe, opened.network)


def controls(run: Run, view: View, draft: Draft) -> None:
    """The buttons: always in the same places, so that nothing moves under the pointer."""
    begun, over, active = view.iteration > 0, view.over, view.active
    needs_draft = over or view.status is Status.READY
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(
            "Resume" if begun and not over and not active else "Train",
            type="primary",
            icon=":material/play_arrow:",
            disabled=active or needs_draft and draft.recipe is None,
            on_click=start,
            args=[draft],
            key="start",
            width=118,
        )
        st.button("Pause", icon=":material/pause:", disabled=not active, on_click=run.pause, key="pause")
        for n in (1, 10):
            st.button(f"+{n}", help="So many updates, then pause", disabled=active or over, on_click=step, args=[n])
        st.button(
            "Stop",
            icon=":material/stop:",
            help="End this run here and keep what it has learned",
            disabled=over or not begun and not active,
            on_click=run.stop,
            key="stop",
        )
        st.button(
            "New network",
            icon=":material/refresh:",
            help="Fresh initial values, with the settings as they are now",
            disabled=draft.recipe is None,
            on_click=new_network,
            args=[draft],
            key="new",
        )
        with st.container(width=240):
            learning_rate_slider(turn_learning_rate)
    say_what_the_settings_do(view, draft)


def say_what_the_settings_do(view: View, draft: Draft) -> None:
    """When the settings beside the run are not the run's own, or cannot be carried out."""
    if draft.recipe is None:
        st.warning(f"These settings do not go together. {draft.problem}", icon=":material/warning:")
    elif view.status is not Status.READY and draft.recipe != view.recipe.but(learning_rate=draft.recipe.learning_rate):
        st.info(
            "This run keeps its own settings; the new ones are for the next: press **New network** to use them.",
            icon=":material/info:",
        )
    if draft.recipe and not view.active and (work := work_of_one_update(draft.recipe)) > A_LOT:
        st.info(
            f"One update works through {work / 1e9:,.0f} billion products, which takes seconds. A smaller batch "
            "size or fewer neurons would learn sooner.",
            icon=":material/hourglass:",
        )
    if view.status is Status.DIVERGED:
        rate = gentler_rate(view.recipe, view.learning_rate)
        st.button(f"Start again with a learning rate of {rate:g}", on_click=try_smaller_rate, args=[rate], key="retry")


def work_of_one_update(recipe: Recipe) -> int:
    """Weights times digits: how many products one forward pass over a batch computes."""
    return parameters(recipe) * (recipe.batch_size or recipe.train_examples)


def watch(run: Run) -> None:
    """Everything that moves while the run goes on."""

    def show() -> None:
        now = run.view()
        with st.container(gap=None):
            show_progress(now)
        charts, weights = st.columns([6, 5], gap="medium")
        with charts:
            live_figure(curves(now, palette()), key="curves", alt=curves_in_words(now))
        with weights:
            show_weights(now)

    again_and_again(show, lambda: lab().refresh_seconds() if run.view().active else None)


def show_progress(view: View) -> None:
    h = view.history
    scores = [(h.train_accuracy[-1], h.test_accuracy[-1], h.train_loss[-1])] if len(h) else [(np.nan,) * 3]
    train, test, loss = scores[0]
    held_out = view.recipe.held_out
    facts(
        [
            ("Iteration", f"{view.iteration:,} / {view.total:,}", "Updates made, and how many the run will make"),
            ("Epochs", f"{view.epoch:,.1f}", "Passes over the training digits"),
            ("Training digits right", percent(train), f"Of the {view.recipe.train_examples:,} digits it learns from"),
            (
                f"{(held_out or 'test').capitalize()} digits right",
                percent(test),
                f"Of {view.recipe.test_examples or view.recipe.validation_examples:,} digits it never learns from",
            ),
            ("Loss", "–" if np.isnan(loss) else f"{loss:.3f}", "Mean cross-entropy on the training digits, in nats"),
            ("Seconds", f"{view.seconds:.1f}", "Computing time so far, pauses not counted"),
            ("Digits per second", f"{view.examples_per_second:,.0f}", "Training digits seen per second of computing"),
        ]
    )
    st.progress(view.progress)
    say_status(view)


def percent(share: float) -> str:
    return "–" if np.isnan(share) else f"{share:.1%}"


def learns(view: View) -> bool:
    """Whether it does better than guessing; in the first few measurements nobody can know."""
    return len(view.history) < 30 or float(view.history.train_loss[-1]) < KNOWS_NOTHING


def say_status(view: View) -> None:
    """One sentence on where the run stands; when it ended badly, what to try."""
    if view.status is Status.READY:
        st.markdown("Ready. Press **Train**: the curves climb, and the pictures of the weights move away from chance.")
    elif view.status is Status.RUNNING:
        said = f"Training: update {view.iteration:,} of {view.total:,}. Whatever you click, it goes on."
        st.markdown(said if learns(view) else f"{said} So far it only guesses: a smaller learning rate may help.")
    elif view.status is Status.PAUSED:
        st.markdown(f"Paused after update {view.iteration:,}. **Resume** goes on to the end, **+1** makes one update.")
    elif view.status is Status.STOPPED:
        st.markdown(f"Stopped after update {view.iteration:,}. What it has learned answers on the other pages.")
    elif view.final is not None:
        test = f" and {view.final.test.accuracy:.1%} of the {view.recipe.held_out} digits" if view.final.test else ""
        st.markdown(
            f"Finished: it gets {view.final.train.accuracy:.1%} of the training digits{test} right, and "
            f"**{view.final.official.accuracy:.1%} of MNIST's official 10,000 test digits**, which it had never seen."
        )
    else:
        st.error(f"{view.message} The last good parameters are kept.", icon=":material/error:")


def show_weights(view: View) -> None:
    network = view.network()
    W, b = network.layers[0].W[:SHOWN_NEURONS], network.layers[0].b[:SHOWN_NEURONS, 0]
    n = len(network.layers[0].W)
    live_figure(
        w1_heatmaps(W, b, palette(), columns=5, limit=symmetric_limit(W)),
        key="w1",
        alt=f"What the first {len(W)} of {n} neurons look for: their 784 weights as 28 by 28 pictures.",
    )
    what = "hidden neuron" if view.recipe.hidden else "digit"
    more = f" The first {len(W)} of {n}; the Weights page has them all." if n > len(W) else ""
    st.caption(
        f"W1, one picture for each {what}, with its bias: blue pixels speak for it, orange ones against. Where digits "
        f"have no ink, the pixels stay as chance left them.{more}"
    )


def gallery(run: Run) -> None:
    """The seeds' own proof: test digits with what the network says they are."""
    official = lab().mnist.official
    examples = official.only(np.random.default_rng(run.recipe.seed).choice(len(official), GALLERY, replace=False))

    @st.fragment(run_every=3 * lab().refresh_seconds() if run.view().active else None)
    @in_turn
    def live() -> None:
        A = run.view().network().predict(examples.X())
        answers, sure = A.argmax(axis=0), A.max(axis=0)
        right = answers == examples.labels
        st.markdown(f"**{right.sum()} of these {len(right)} right**, as the network is now. A cross marks a mistake.")
        digit_strip(
            Picture(
                examples.pixels[examples.index[i]],
                f"says {answers[i]}, is {examples.labels[i]}",
                bool(right[i]),
                f"A handwritten {examples.labels[i]}; the network says {answers[i]} and is {sure[i]:.0%} sure.",
                of_mnist(lab().mnist, int(examples.index[i])),
                YOUR_RUN,
            )
            for i in range(len(right))
        )

    st.subheader("What it says about digits it has never seen")
    live()


def keep_and_open(run: Run) -> None:
    """This network to a file; a network from a file to all other pages. The run itself is not touched."""
    st.download_button(
        "Save this network",
        lambda: to_bytes(run),
        file_name="network.npz",
        mime="application/octet-stream",
        icon=":material/download:",
        on_click="ignore",
        help="Its parameters, settings, scores and curves as one .npz file.",
    )
    file = st.file_uploader("Open a saved network", ["npz"], max_upload_size=20, key="network_file")
    if file is not None and file.file_id != session().opened_key:
        try:
            open_network(load(file.getvalue()), file.name, file.file_id)
        except StorageError as error:
            st.error(f"{error} Nothing else has changed.", icon=":material/error:")
    if session().opened is not None:
        st.success(f"{chosen_network(OPENED).sentence} It is chosen on the other pages, as “{OPENED}”.")
        st.button("Train it further", on_click=train_further, help="A new run with its settings and its parameters")


def to_bytes(run: Run) -> bytes:
    buffer = io.BytesIO()
    save(run.saved(), buffer)
    return buffer.getvalue()


with st.sidebar:
    st.subheader("Settings")
    draft = recipe_form(current_run().recipe)
    if draft.recipe and current_run().view().status is Status.READY and draft.recipe != current_run().recipe:
        replace_run(draft.recipe)  # nothing is lost yet
    st.html(network_picture(draft.recipe or current_run().recipe, palette()))
    st.caption(in_words(draft.recipe or current_run().recipe))
    with st.expander("Save and open"):
        keep_and_open(current_run())

run = current_run()
st.title("A network learns to read digits")
st.caption(
    "A small neural network, written from scratch, learns from 60,000 handwritten digits. "
    "Look inside it on Weights, try it on Draw."
)
controls(run, run.view(), draft)
watch(run)
gallery(run)
