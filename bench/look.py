"""``look``: how fast a page that is about many digits is computed.

As in inside.py, the work of the page is done as it does it, from the parameters to figures, tables and pictures as
text, without the server and the browser around it.
"""

import io

import numpy as np

from bench.engine import MILLISECONDS
from bench.race import Contender, Work, race
from bench.report import Report, Target
from nn import load_mnist
from nn.assess.answers import ask
from nn.assess.atlas import laid_near, map_of, to_draw
from nn.assess.confusion import by_digit, confusion
from nn.assess.distortions import DISTORTIONS
from nn.assess.mistakes import in_order
from nn.assess.principal import components
from nn.assess.robustness import robustness
from nn.assess.slices import Slice
from nn.cores import one_thread_per_product
from nn.models import load_shipped
from nn.owndata.reading import read
from pages.data.figures import colour_of, map_chart
from pages.data.map_words import hover, map_in_words
from pages.data.readings import reading as read_by
from pages.data.sets import TEST, digits_of
from pages.errors.figures import confusion_matrix
from pages.errors.words import DIGIT_COLUMNS, digit_rows, matrix_in_words
from pages.shared.digits import png_uri
from pages.shared.sprites import Sprites, sheet_of
from pages.shared.tables import table
from pages.shared.theme import LIGHT

LARGEST = "strong"
PAGE, MAP, READ = 1_000.0, 1_500.0, 6_000.0  # milliseconds
DRAWN, MISTAKES = 600, 100  # of the map's digits
KAGGLE = 42_000  # digits in train.csv of Kaggle's Digit Recognizer: 77 MB
PICTURES = 13  # one enlarged, and a strip


def look_at_many(quick: bool) -> Report:
    """Errors for all test digits, the map of them, one curve of what a network can bear, and Kaggle's file."""
    report, digits = Report("A page of many digits"), 500 if quick else 10_000
    errors, curve = f"Errors, {digits:,} digits, {LARGEST}", f"one curve of digits made harder, {LARGEST}"
    chart = f"map of the digits, {digits:,}, {LARGEST}"
    rows = 420 if quick else KAGGLE
    csv = f"a CSV of {rows:,} digits, read and checked"
    looks = race(
        [
            Contender(errors, matrix_and_pictures, {"name": LARGEST, "digits": digits}),
            Contender(chart, laid_out, {"name": LARGEST, "digits": digits}),
            Contender(curve, bearing, {"name": LARGEST, "digits": digits // 10}),
            Contender(csv, reading, {"rows": rows}),
        ],
        2 if quick else 7,
    )
    report.add_times(looks, MILLISECONDS, "ms")
    report.targets.append(Target(f"{errors} (ms)", looks.spread(errors).median * MILLISECONDS, at_most=PAGE))
    report.targets.append(Target(f"{chart} (ms)", looks.spread(chart).median * MILLISECONDS, at_most=MAP))
    report.targets.append(Target(f"{csv} (ms)", looks.spread(csv).median * MILLISECONDS, at_most=READ))
    return report


def matrix_and_pictures(name: str, digits: int) -> Work:
    """What Errors does when a network is chosen: all answers, the matrix, the table, and the surest mistakes."""
    one_thread_per_product()
    network, examples = load_shipped(name).network, load_mnist().official.only(slice(0, digits))

    def work() -> int:
        answers = ask(network, examples)
        counts = confusion(answers.labels, answers.given)
        text = confusion_matrix(counts, LIGHT).to_json() + matrix_in_words(answers)
        text += table(DIGIT_COLUMNS, digit_rows(counts, by_digit(counts)))
        places = in_order(answers, Slice(right=False).of(answers))[:PICTURES]
        return len(text) + sum(len(png_uri(examples.pixels[place])) for place in places)

    return work


def laid_out(name: str, digits: int) -> Work:
    """What Data does when a network is chosen that nobody has looked at: two maps, one to lay the other by, and what
    the browser is sent.
    """
    one_thread_per_product()
    network, mnist = load_shipped(name).network, load_mnist()
    examples = mnist.official.only(slice(0, digits))
    named = digits_of(mnist, TEST)

    def work() -> int:
        layer = len(network.layers) - 1
        found = map_of(network, examples, layer, len(named.classes))
        pixels = np.ascontiguousarray(examples.X().T)
        places, wrong = laid_near(found.places, components(pixels).places(pixels)), ~found.answers.right
        drawn = to_draw(wrong, np.ones(digits, bool), DRAWN, MISTAKES)
        read = read_by(found.answers, named.classes, named.classes)
        said = [hover(named, read, int(place), int(examples.index[place])) for place in drawn]
        box = (*np.quantile(places[:, 0], (0, 1)).tolist(), *np.quantile(places[:, 1], (0, 1)).tolist())
        chart = map_chart(places, drawn, said, [], box, "", LIGHT)
        ink, colours = (
            examples.pixels[examples.index[drawn]],
            [colour_of(int(k), LIGHT) for k in examples.labels[drawn]],
        )
        sheet_of.cache_clear()
        sprites = Sprites(ink, places[drawn, 0], places[drawn, 1], colours, wrong[drawn], LIGHT.text)
        return len(chart.to_json()) + len(map_in_words(found, named, layer)) + len(sprites.to_dict()["sheet"])

    return work


def bearing(name: str, digits: int) -> Work:
    """What a curve of rotated digits costs: the dearest kind, since it moves every pixel."""
    one_thread_per_product()
    network, official = load_shipped(name).network, load_mnist().official
    examples = official.only(np.arange(0, len(official), len(official) // digits))
    return lambda: robustness(network, examples, DISTORTIONS["rotation"])


def reading(rows: int) -> Work:
    """A file in Kaggle's layout into a set, from its bytes as an upload has them to the last check."""
    file = io.BytesIO(_as_kaggle_has_them(rows))
    return lambda: len(read(file))


def _as_kaggle_has_them(rows: int) -> bytes:
    digits, said = load_mnist().training.only(slice(0, rows)), [str(value) for value in range(256)]
    lines = [",".join(["label", *(f"pixel{k}" for k in range(784))])]
    lines += [
        ",".join([said[label], *map(said.__getitem__, row)])
        for label, row in zip(digits.labels.tolist(), digits.pixels[digits.index].tolist(), strict=True)
    ]
    return ("\n".join(lines) + "\n").encode()
