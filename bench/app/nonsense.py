"""``malformed``: what no browser would send. Addresses, messages of components, drawings, pictures, network files.

Addresses, messages and drawings go to a real server, as a visitor's; files go to what reads them. All is drawn from
one seed. There must be no traceback and no error shown, and the run of a bystander, whose address everybody knows, must
stay as it is.
"""

import asyncio
import io
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import numpy as np
from PIL import Image

from bench.app.pad import a_drawing
from bench.app.server import Server, serving
from bench.app.visitor import Visitor
from bench.report import Report, Target
from nn.drawing import DrawingError
from nn.models import FOLDER
from nn.photo import ink_from_image
from nn.storage import StorageError, load

PATIENCE = 60.0
OFTEN = 25  # messages that one visitor sends before another comes
NAMES = (
    *("run", "digit", "network", "neuron", "moment", "show", "follow", "control", "hide", "recipe", "rate", "hidden"),
    *("batch", "iterations", "epochs", "seed", "dropout", "stage", "view", "bench", "chapter", "frame", "embed", "?"),
)
TEXTS = (
    *(
        "",
        "0",
        "-1",
        "1e999",
        "nan",
        "inf",
        "-inf",
        "4",
        "test-4",
        "train-0",
        "10" * 300,
        "٣",
        "½",
        "NaN",
        "true",
        "1,2",
    ),
    *("blog", "your run", "opened file", "../../etc/passwd", "<script>alert(1)</script>", "%00", "\x00", "🙂" * 50),
    *(
        "x" * 5000,
        "0,0,0,0,0,0,0,0,0",
        "2049",
        "none",
        "full",
        "weights",
        "change",
        "[object Object]",
        "{{7*7}}",
        "'--",
    ),
)
VALUES: tuple[Any, ...] = (
    *(None, True, -1, 0, 3, 2**63, 10**400, 1e308, float("nan"), float("inf"), *TEXTS, [], {}, [[[]]], [None] * 50),
    *({"at": "x", "speed": 1, "asked": 1}, {"at": 1e300, "speed": 1, "asked": 2}, {"at": -5, "speed": 4, "asked": 3}),
    *({"at": None, "speed": True, "asked": -1}, ["a" * 22] * 100, [1, 2, 3], {"raw": None}, {"drawing": 5}),
)
EVENTS = ("picked", "moved", "heard", "followed", "shown", "company", "drawing", "nothing", "")


def malformed(inputs: int, seed: int = 0) -> Report:
    """So many inputs, a fifth of each kind."""
    report = Report(f"{inputs} malformed inputs")
    with serving() as server:
        errors, changed = asyncio.run(_all(server, inputs // 5, seed))
        errors += server.complaints()
    rng = np.random.default_rng(seed)
    errors += [error for _ in range(inputs // 5) for error in _refused(load, _spoilt(rng, _network_file()))]
    errors += [error for _ in range(inputs // 5) for error in _refused(ink_from_image, _spoilt(rng, _picture()))]
    report.targets = [
        Target("exceptions, error boxes and tracebacks", len(errors), at_most=0),
        Target("changes to a bystander's run", changed, at_most=0),
    ]
    report.say_seen(errors)
    return report


async def _all(server: Server, each: int, seed: int) -> tuple[list[str], int]:
    rng = np.random.default_rng(seed)
    async with Visitor(server.port) as bystander:
        await bystander.until(lambda: bystander.runs > 0, PATIENCE)
        await bystander.train(3, PATIENCE)
        await bystander.until(lambda: len(bystander.measured()) > 3, PATIENCE)
        before = bystander.facts, bystander.measured().tolist(), bystander.run
        pages = list(bystander.pages)
        errors = await _addresses(server.port, rng, each, pages, bystander.run)
        errors += await _messages(server.port, rng, each, pages, bystander.run)
        errors += await _drawings(server.port, rng, each)
        await bystander.answered(*await bystander.look_again(), PATIENCE)
        after = bystander.facts, bystander.measured().tolist(), bystander.run
        return errors + bystander.errors, int(before != after)


# To a server ---------------------------------------------------------------------------------------------------------


async def _addresses(port: int, rng: np.random.Generator, many: int, pages: list[str], run: str) -> list[str]:
    """Each is opened by a visitor of its own; now and then it names the bystander's run."""
    errors = []
    for _ in range(many):
        asked = {str(rng.choice(NAMES)): _one_of(rng, TEXTS) for _ in range(rng.integers(1, 6))}
        if rng.random() < 0.3:
            asked["run"] = run
        query = "&".join(f"{name}={quote(text)}" for name, text in asked.items())
        page = str(rng.choice(pages))
        async with Visitor(port, page, query) as visitor:
            if not await visitor.until(lambda v=visitor: v.runs > 0, PATIENCE):  # type: ignore[misc]
                visitor.errors.append("no page")
            errors += [f"{error} at /{page}?{query[:200]}" for error in visitor.errors]
    return errors


async def _messages(port: int, rng: np.random.Generator, many: int, pages: list[str], run: str) -> list[str]:
    """Forged events and states of every component there is, half of them by who only watches the bystander's run."""
    errors = []
    for i in range(0, many, OFTEN):
        page = pages[i // OFTEN % len(pages)]
        async with Visitor(port, page, f"run={run}&follow=1" if i % 2 else "") as visitor:
            await visitor.until(lambda v=visitor: v.runs > 0, PATIENCE)  # type: ignore[misc]
            for _ in range(min(OFTEN, many - i)):
                keys = visitor.components()
                if not keys:
                    break
                key, event, value = _one_of(rng, keys), _one_of(rng, EVENTS), _one_of(rng, VALUES)
                asked = await visitor.forge(key, event, value, as_state=bool(rng.random() < 0.3))
                if not await visitor.answered(*asked, PATIENCE):
                    visitor.errors.append("no answer")
                errors += [f"{error} at /{page}: {key} {event} {str(value)[:80]}" for error in visitor.errors]
                visitor.errors.clear()
    return errors


async def _drawings(port: int, rng: np.random.Generator, many: int) -> list[str]:
    """A canvas that sends nonsense, or a picture that is none."""
    errors: list[str] = []
    async with Visitor(port, "draw") as visitor:
        await visitor.until(lambda: visitor.runs > 0, PATIENCE)
        for _ in range(many):
            drawing: Any = dict(a_drawing(int(rng.integers(1, 4)), int(rng.integers(9))))
            part = _one_of(rng, ("raw", "data", "objects", "all"))
            if part == "objects":
                drawing["raw"] = {"objects": _one_of(rng, VALUES)}
            elif part == "all":
                drawing = _one_of(rng, VALUES)
            else:
                drawing[part] = _one_of(rng, VALUES)
            if not await visitor.answered(*await visitor.draw(drawing), PATIENCE):
                visitor.errors.append("no answer")
            errors += [f"{error}: {part} of a drawing, {str(drawing)[:80]}" for error in visitor.errors]
            visitor.errors.clear()
    return errors


# To what reads files -------------------------------------------------------------------------------------------------


def _refused(read: Callable[[bytes], object], file: bytes) -> list[str]:
    """Nothing, if the file is read or refused in a sentence; else what was raised."""
    try:
        read(file)
    except (StorageError, DrawingError):
        pass
    except Exception as error:
        return [f"{type(error).__name__}: {error}"]
    return []


def _spoilt(rng: np.random.Generator, file: bytes) -> bytes:
    """Cut off, changed here and there, doubled, or nothing of it left."""
    spoilt = bytearray(file)
    how = rng.integers(5)
    if how == 0:
        return bytes(spoilt[: rng.integers(len(spoilt))])
    if how == 1:
        return rng.bytes(int(rng.integers(2000)))
    if how == 2:
        return file[: rng.integers(len(file))] + file
    for place in rng.integers(len(spoilt), size=int(rng.integers(1, 30))):
        spoilt[place] = rng.integers(256)
    return bytes(spoilt)


def _network_file() -> bytes:
    return (FOLDER / "blog.npz").read_bytes()


def _picture() -> bytes:
    buffer = io.BytesIO()
    ink = np.zeros((40, 40), np.uint8)
    ink[8:30, 18:22] = 255
    Image.fromarray(ink).save(buffer, "PNG")
    return buffer.getvalue()


def _one_of(rng: np.random.Generator, things: Any) -> Any:
    return things[int(rng.integers(len(things)))]
