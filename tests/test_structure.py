"""Imports point one way: app.py -> pages -> pages/shared -> nn.lab -> nn. Nothing imports a page, nn no interface."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NN = sorted((ROOT / "nn").rglob("*.py"))
PAGES = sorted((ROOT / "pages").glob("*/page.py"))
UI = sorted((ROOT / "pages" / "shared").glob("*.py"))
INTERFACE = {"streamlit", "streamlit_drawable_canvas", "plotly", "pandas"}


def imports(path: Path) -> set[str]:
    """Every module that a file imports, at the top or anywhere inside, in full: nn.lab.run."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports relatively"
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def of(modules: set[str], *packages: str) -> set[str]:
    return {m for m in modules if any(m == p or m.startswith(f"{p}.") for p in packages)}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", NN, ids=name)
def test_nn_never_imports_the_interface(path):
    assert not of(imports(path), *INTERFACE, "pages", "app", "bench", "tests")


@pytest.mark.parametrize("path", NN, ids=name)
def test_nn_needs_numpy_and_the_standard_library(path):
    allowed = {"numpy", "nn"} | sys.stdlib_module_names
    if path.name == "drawing.py":
        allowed = allowed | {"PIL"}
    if path.name == "cores.py":
        allowed = allowed | {"threadpoolctl"}
    if path.parent.name == "commands":
        allowed = allowed | {"tqdm"}
    assert {m.split(".")[0] for m in imports(path)} <= allowed


@pytest.mark.parametrize("path", [p for p in NN if p.parent.name not in ("lab", "explain", "commands")], ids=name)
def test_the_network_does_not_know_the_lab(path):
    assert not of(imports(path), "nn.lab")


@pytest.mark.parametrize("path", UI, ids=name)
def test_parts_of_pages_do_not_know_the_pages(path):
    pages = {m for m in of(imports(path), "pages") if not of({m}, "pages.shared") and m != "pages"}
    assert not pages and not of(imports(path), "app")


@pytest.mark.parametrize("path", [p for p in [*PAGES, *UI, *NN] if p.name != "app.py"], ids=name)
def test_nothing_imports_a_page(path):
    pages = {f"pages.{p.parent.name}.page" for p in PAGES}
    assert not of(imports(path), *pages)


def test_charts_take_data_and_give_figures():
    for path in UI:
        if "chart" in path.name:
            assert not of(imports(path), "streamlit"), path.name


def test_every_file_of_the_network_opens_with_what_it_is():
    for path in NN:
        assert path.read_text() == "" or ast.get_docstring(ast.parse(path.read_text())), name(path)
