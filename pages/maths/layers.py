"""Chapter 2: many neurons and many examples in one product, and every array of a training step."""

import streamlit as st

from nn.dataset import CHUNK
from nn.explain.lesson import DigitPass, arrays, excerpt, parameter_sum
from nn.layers import Dense
from pages.maths import words
from pages.maths.pieces import formula
from pages.maths.product import product_picture
from pages.shared.networks import Chosen
from pages.shared.tables import table
from pages.shared.theme import palette


def layers_chapter(chosen: Chosen, walked: DigitPass) -> None:
    sizes, batch = chosen.network.sizes, chosen.recipe.batch_size
    m = batch or chosen.recipe.train_examples
    st.markdown(words.A_LAYER)
    formula(
        "Z_1 = W_1 X + b_1",
        excerpt(Dense._sum, "product(self.W, A_prev"),
        excerpt(Dense._sum, "Z += self.b"),
        after=words.ONE_PRODUCT,
    )
    st.markdown(words.LENGTHS)
    st.html(product_picture(sizes[0], sizes[1], m, palette()))
    said = words.MINI_BATCH if batch else words.FULL_BATCH.format(chunk=CHUNK)
    st.markdown(words.ALL_ARRAYS.format(sizes=words.sizes_said(sizes), m=m, batch=said))
    st.html(table(words.ARRAY_COLUMNS, array_rows(sizes, m)))
    st.markdown(words.PARAMETERS.format(sum=parameter_sum(sizes)))


def array_rows(sizes: tuple[int, ...], m: int) -> list[tuple[str, ...]]:
    """A row of the table for each array of one step on m examples."""
    holds = words.ARRAY_HOLDS | {f"A{len(sizes) - 1}": words.LAST_A}
    return [
        (
            array.name,
            f"{array.shape[0]:,} × {array.shape[1]:,}",
            f"{array.parameters:,}" if array.parameters else "",
            array.gradient,
            holds.get(array.name, holds[array.kind]),
        )
        for array in arrays(sizes, m)
    ]
