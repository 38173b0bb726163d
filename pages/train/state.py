"""What becomes of the run at hand when the settings beside it change. What was learned is kept, or asked about."""

from nn.lab.run import Run
from nn.lab.view import Status
from nn.recipe import Recipe
from pages.shared.steering import command, current_run, replace_run, steers

NEW_NETWORK = "set up a new network"


def follow_the_settings(recipe: Recipe | None) -> None:
    """A run that nobody has started is only a draft: it becomes what the settings say, if what it holds fits them."""
    run = current_run()
    if recipe is None or not steers(run) or run.view().status is not Status.READY:
        return
    if recipe != run.recipe and fits(run, recipe):
        command(NEW_NETWORK, lambda run: begin_again(recipe))


def fits(run: Run, recipe: Recipe) -> bool:
    """Whether a run of this recipe can begin as this run began. Initial values can be drawn for any."""
    return not run.continued or (recipe.sizes, recipe.activation) == (run.recipe.sizes, run.recipe.activation)


def begin_again(recipe: Recipe) -> Run:
    """A new run of this recipe in the place of this one. It begins with what that one had from a file, if that fits."""
    run = current_run()
    return replace_run(recipe, run.first() if run.continued and fits(run, recipe) else None)
