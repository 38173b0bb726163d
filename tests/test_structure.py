"""Imports point one way: app.py -> pages/<page> -> pages/shared -> nn/compare -> nn/lab, nn/explain, nn/assess -> nn.

No page imports another, explain and assess know no run, and nn no interface. A folder of pages/ is one page, by the
name that its address has.
"""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NN = sorted((ROOT / "nn").rglob("*.py"))
EXPLAIN = sorted((ROOT / "nn" / "explain").glob("*.py"))
ASSESS = sorted((ROOT / "nn" / "assess").glob("*.py"))
ENGINE = [p for p in NN if p.parent.name not in ("lab", "explain", "assess", "compare", "commands")]
PAGES = sorted(p for p in (ROOT / "pages").rglob("*.py") if p.parent.name not in ("pages", "shared"))
SHARED = sorted((ROOT / "pages" / "shared").glob("*.py"))
INTERFACE = {"streamlit", "streamlit_drawable_canvas", "plotly", "pandas"}
LINES = 300  # of a file in pages/; a longer one holds more than one idea


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
    if name(path) == "nn/photo/file.py":
        allowed = allowed | {"PIL"}
    if path.name == "cores.py":
        allowed = allowed | {"threadpoolctl"}
    if name(path) in ("nn/sweep/cluster.py", "nn/sweep/abroad.py"):  # and nobody imports them who does not ask for it
        allowed = allowed | {"dask", "distributed", "cloudpickle"}
    if path.parent.name == "commands":
        allowed = allowed | {"tqdm"}
    assert {m.split(".")[0] for m in imports(path)} <= allowed


@pytest.mark.parametrize("path", ENGINE, ids=name)
def test_the_network_knows_neither_the_lab_nor_its_explanation(path):
    assert not of(imports(path), "nn.lab", "nn.explain", "nn.assess", "nn.compare")


@pytest.mark.parametrize("path", EXPLAIN, ids=name)
def test_who_explains_a_network_knows_no_run(path):
    assert not of(imports(path), "nn.lab")


@pytest.mark.parametrize("path", ASSESS, ids=name)
def test_who_assesses_a_network_knows_no_run_and_explains_nothing(path):
    assert not of(imports(path), "nn.lab", "nn.explain")


@pytest.mark.parametrize("path", [p for p in NN if p.parent.name == "lab"], ids=name)
def test_who_trains_does_not_know_who_compares(path):
    assert not of(imports(path), "nn.compare")


@pytest.mark.parametrize("path", SHARED, ids=name)
def test_what_pages_share_does_not_know_the_pages(path):
    mine = imports(path)
    assert not of(mine, "app") and of(mine, "pages") <= of(mine, "pages.shared") | {"pages"}


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_no_page_imports_another(path):
    mine = imports(path)
    assert not of(mine, "app") and of(mine, "pages") <= of(mine, "pages.shared", f"pages.{path.parent.name}")
    assert not of(mine, f"pages.{path.parent.name}.page"), "a page is run, never imported"


@pytest.mark.parametrize("path", [p for p in PAGES if p.parent.parent.name == "pages"], ids=name)
def test_a_folder_is_one_page_by_its_address(path):
    assert (path.parent / "page.py").exists()
    page = f'"pages/{path.parent.name}/page.py"'
    address = "default=True" if path.parent.name == "train" else f'url_path="{path.parent.name}"'
    lines = [line for line in (ROOT / "app.py").read_text().splitlines() if page in line]
    assert len(lines) == 1 and address in lines[0]


@pytest.mark.parametrize("path", [p for p in [*PAGES, *SHARED] if "figures" in p.name or "charts" in p.name], ids=name)
def test_figures_take_data_and_know_no_streamlit(path):
    assert not of(imports(path), "streamlit")


@pytest.mark.parametrize("path", [p for p in [*PAGES, *SHARED]], ids=name)
def test_a_file_of_the_pages_holds_one_idea(path):
    assert len(path.read_text().splitlines()) <= LINES


def test_no_two_files_import_each_other():
    modules = {".".join(p.relative_to(ROOT).with_suffix("").parts): p for p in [*NN, *PAGES, *SHARED]}
    modules = {module.removesuffix(".__init__"): path for module, path in modules.items()}
    needs = {module: imports(path) & set(modules) - {module} for module, path in modules.items()}
    done: set[str] = set()
    while ready := {module for module in needs if module not in done and needs[module] <= done}:
        done |= ready
    assert set(modules) == done, f"in a circle: {sorted(set(modules) - done)}"


def test_every_file_of_the_network_opens_with_what_it_is():
    for path in NN:
        assert path.read_text() == "" or ast.get_docstring(ast.parse(path.read_text())), name(path)
