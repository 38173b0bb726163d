"""What a beat may point at on its page: a frame is drawn around it, and it is brought into view.

A part's name is what a lesson's file says; beside it stands the key of the element on the page.
"""

POINTS: dict[str, dict[str, str]] = {
    "train": {"curves": "curves", "weights": "w1", "start": "start", "rate": "recipe_learning_rate"},
    "draw": {"pad": "pad"},
    "weights": {"pictures": "weights_tiles", "neuron": "weights_neuron"},
    "film": {"slider": "film_transport", "curves": "film_curves", "weights": "film_w1", "matrix": "film_confusion"},
    "steps": {"formula": "steps_formula", "numbers": "steps_matrices", "neuron": "steps_neuron", "code": "steps_code"},
    "why": {"picture": "why_picture", "contributions": "why_contributions", "neurons": "why_tiles"},
    "errors": {"matrix": "errors_matrix", "digits": "errors_digits"},
    "data": {},
    "workbench": {"neurons": "workbench_tiles", "answer": "workbench_answer"},
    "maths": {},
}


def selector(page: str, point: str) -> str:
    """Where a browser finds it; "" for nothing."""
    return f".st-key-{POINTS[page][point]}" if point else ""


def frame(page: str, point: str) -> str:
    """The style that draws attention to it."""
    if not point:
        return ""
    return (
        f"<style>{selector(page, point)} {{outline: 3px solid var(--st-primary-color, #1c6fb3); outline-offset: 6px; "
        "border-radius: 4px}</style>"
    )
