"""What a beat may say of the stage, each setting by the name that addresses have for it, and what it may be.

What means nothing is refused in a sentence, because a file is written once and read by many.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from nn.explain.stages import stages
from nn.lab.shipped import with_film
from nn.models import load_shipped, shipped
from nn.recipe import Recipe, RecipeError
from pages.lessons.lesson import Stage
from pages.lessons.pointing import POINTS
from pages.lessons.recipes import SET, line_named_by, recipe_of
from pages.shared.hiding import PARTS as HIDEABLE
from pages.shared.hiding import parts_in

TEST_DIGITS = 10_000
OF_THE_STAGE = ("page", "network", "digit", "neuron", "moment", "off", "show", "train", "hide", "point")


@dataclass(frozen=True)
class Part:
    """What a page's address calls the part of it that is shown, and the parts that there are, the first one first."""

    called: str
    names: tuple[str, ...] = ()


PARTS = {
    "train": Part(""),
    "draw": Part(""),
    "film": Part(""),
    "errors": Part("part", ("matrix", "slices", "sure", "bears")),
    "data": Part("about", ("samples", "made", "map", "labels", "own")),
    "weights": Part("order", ("number", "fires", "contributes")),
    "steps": Part("stage"),  # which ones there are depends on the network
    "why": Part("view", ("evidence", "softmax", "change", "classes", "neighbours")),
    "workbench": Part("bench", ("change", "shuffle")),
    "maths": Part("chapter", ("neuron", "layers", "forward", "loss", "backward", "update", "slips")),
}


# What a question's answer may change on the stage: not its page, nor its network.
CHOICES = ("digit", "neuron", "moment", "off", "train", "hide", "point")
AFTER_A_QUESTION = (*CHOICES, *(part.called for part in PARTS.values() if part.called))


class SettingError(ValueError):
    """What is wrong, in a sentence, with the setting of this ``name``."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(sentence)
        self.name = name


def stage_of(said: Mapping[str, str]) -> Stage:
    """The stage that these settings make; whatever they leave out is as everybody finds it at first. SettingError."""
    if "page" not in said:
        raise SettingError("", f"A beat needs a page: {_listed(PARTS)}.")
    page, network = _one_of("page", said, PARTS), _one_of("network", said, shipped(), "blog")
    part, recipe = PARTS[page], load_shipped(network).recipe
    for name in said:
        if not name.startswith(SET) and name not in (*OF_THE_STAGE, *filter(None, [part.called])):
            known = _listed([*OF_THE_STAGE, *filter(None, [part.called])])
            raise SettingError(name, f"There is no setting “{name}” on this page, but {known}.")
    if "moment" in said and network not in with_film():
        raise SettingError("moment", f"No film of the network {network} ships, but of {_listed(with_film())}.")
    if page == "film" and network not in with_film():
        raise SettingError("network", f"No film of the network {network} ships, but of {_listed(with_film())}.")
    if "off" in said and (page, said.get("bench", "change")) != ("workbench", "change"):
        raise SettingError("off", "Neurons are switched off on the workbench: page: workbench.")
    if "train" in said and (page, said.get("bench", "change")) != ("workbench", "shuffle"):
        raise SettingError("train", "The two networks are trained on the workbench: page: workbench, bench: shuffle.")
    digit = _whole("digit", said, TEST_DIGITS - 1)
    return Stage(
        page=page,
        network=network,
        digit=Stage.digit if digit is None else str(digit),
        neuron=_whole("neuron", said, recipe.sizes[1] - 1),
        moment=_whole("moment", said, recipe.total_iterations),
        off=_whole("off", said, recipe.sizes[1] - 1),
        show=_one_of("show", said, ("change", "weights"), "change"),
        part=_one_of(part.called, said, names, names[0]) if (names := parts_of(page, recipe)) else "",
        recipe=_of_a_run(page, said),
        train="train" in said and bool(_one_of("train", said, ("both",))),
        hide=_to_hide(said),
        point=_one_of("point", said, POINTS[page]) if "point" in said else "",
    )


def _to_hide(said: Mapping[str, str]) -> frozenset[str]:
    parts, unknown = parts_in(said.get("hide", "").replace(" ", ""))
    if unknown:
        raise SettingError("hide", f"What can be hidden is {_listed(HIDEABLE)}: not all of “{said['hide']}” is.")
    return parts


def _of_a_run(page: str, said: Mapping[str, str]) -> Recipe | None:
    """What is to be trained, where something is set."""
    first = next((name for name in said if name.startswith(SET)), "")
    if first and page != "train":
        raise SettingError(first, "A run of other settings is shown on Train: page: train.")
    try:
        return recipe_of(said)
    except RecipeError as error:
        raise SettingError(line_named_by(error, said) or first, str(error)) from None


def parts_of(page: str, recipe: Recipe) -> tuple[str, ...]:
    """The parts of a page for a network of this recipe; of Step by step, its stages."""
    if page == "steps":
        return tuple(stage.key for stage in stages(len(recipe.sizes) - 1))
    return PARTS[page].names


def as_address(stage: Stage) -> dict[str, str]:
    """The stage as an address says it, with the parts that are the page's own matter."""
    found = {
        "network": stage.network,
        "digit": stage.digit,
        "neuron": "" if stage.neuron is None else str(stage.neuron),
        "moment": "" if stage.moment is None else str(stage.moment),
        "show": stage.show,
        PARTS[stage.page].called: stage.part,
    }
    return {name: value for name, value in found.items() if name and value}


def _one_of(name: str, said: Mapping[str, str], known: Mapping[str, object] | tuple[str, ...], first: str = "") -> str:
    value = said.get(name, first)
    if value not in known:
        raise SettingError(name, f"“{name}: {value}” means nothing here: choose one of {_listed(known)}.")
    return value


def _whole(name: str, said: Mapping[str, str], most: int) -> int | None:
    if name not in said:
        return None
    text = said[name]
    if not (text.isascii() and text.isdecimal() and len(text) < 8 and int(text) <= most):
        raise SettingError(name, f"“{name}: {text}” means nothing here: a whole number from 0 to {most:,} does.")
    return int(text)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
