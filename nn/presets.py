"""Recipes that have a name and a purpose, from the article's own to the best that this program knows.

On the Train page one starts from them; `python -m nn train --preset NAME` carries one out. A new one is one entry.
"""

from dataclasses import dataclass

from nn.recipe import Recipe


@dataclass(frozen=True)
class Preset:
    """A recipe with a name and a purpose."""

    name: str
    purpose: str
    recipe: Recipe


# All training digits but 1,000, which are held out for the curve.
NEARLY_ALL = Recipe(initial="he", train_examples=59_000, validation_examples=1_000, test_examples=0)
WITH_MUON = NEARLY_ALL.but(
    inputs="standardised", optimizer="muon", learning_rate=0.008, schedule="one-cycle", batch_size=512
)
WITH_ADAM = NEARLY_ALL.but(optimizer="adam", learning_rate=0.0015, schedule="warm-up", batch_size=128)

PRESETS: dict[str, Preset] = {
    p.name: p
    for p in (
        Preset("blog", "The network of Samson Zhang's article: ten neurons, full batch, about 85 %.", Recipe()),
        Preset(
            "deep",
            "Two hidden layers and mini-batches: about 97 % in a few seconds.",
            Recipe(hidden=(128, 64), initial="he", batch_size=64, learning_rate=0.1, iterations=None, epochs=5),
        ),
        Preset(
            "fast",
            "98 % in a second or two: one wide layer, Muon, and digits moved by a pixel, a whole batch at a time.",
            WITH_MUON.but(
                hidden=(128,),
                epochs=5,
                batch_shift=1,
            ),
        ),
        Preset(
            "keen",
            "99 % as soon as can be: two layers, Muon, and digits that are moved, turned and scaled a little.",
            WITH_MUON.but(
                hidden=(256, 128),
                epochs=20,
                shift=1,
                rotation=8,
                scale=0.08,
            ),
        ),
        Preset(
            "strong",
            "Above 99 % within a minute or so: wide layers, and digits that are jittered every time they are shown.",
            WITH_ADAM.but(
                hidden=(512, 256),
                epochs=20,
                shift=1.5,
                rotation=12,
                scale=0.1,
                aspect=0.1,
                shear=0.15,
                elastic=0.5,
            ),
        ),
        Preset(
            "record",
            "The best for MNIST and for what people draw, in some minutes: the shipped network “strong”.",
            WITH_ADAM.but(
                hidden=(800, 400),
                epochs=40,
                shift=1.5,
                rotation=12,
                scale=0.1,
                aspect=0.1,
                shear=0.15,
                elastic=0.25,
                stroke_width=0.5,
                oversample=3,
            ),
        ),
    )
}
