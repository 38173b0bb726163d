"""Somebody's own pictures: who may see them, and which networks can be asked about digits at all.

An upload belongs to the session that it came by. A run that learns from it may be watched by others; its pictures are
shown to nobody else, and nobody else can train on them.
"""

import streamlit as st

from nn.dataset import MNIST
from nn.lab.limits import LimitReached
from nn.recipe import Recipe
from pages.shared.session import lab, session

NOT_HELD = (
    "This learned from uploaded pictures, and they are not here: an upload belongs to one visit, and a reload ends "
    "that. Upload the same file on Data first."
)
NAMED = 4  # classes


def digits_at_hand(recipe: Recipe) -> MNIST | None:
    """What a run of this recipe learns from, for this visitor to see: MNIST, or their own set; None where it is not."""
    if recipe.pictures is None:
        return lab().mnist
    prints = {own.fingerprint: own for own in session().pictures}
    return prints.get(recipe.pictures.fingerprint)


def check_pictures(recipe: Recipe) -> None:
    """LimitReached if this visitor does not hold what a run of this recipe would learn from."""
    if digits_at_hand(recipe) is None:
        raise LimitReached(NOT_HELD)


def no_digits(recipe: Recipe, called: str) -> None:
    """One sentence on why this network is not among those that can be asked."""
    st.caption(why_not_asked(recipe, called))


def why_not_asked(recipe: Recipe, called: str) -> str:
    names = recipe.classes
    some = ", ".join(names[:NAMED]) + ", …" * (len(names) > NAMED)
    return (
        f"{called} tells {len(names)} classes apart ({some}), and this page asks about the ten digits: so it is not "
        "among these. **Data** tests it on its own pictures."
    )
