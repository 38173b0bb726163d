"""The README's promises: its Python runs and prints what it says, its commands are the ones that CI and make use."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import nn
from nn.commands.lists import settings_table
from nn.lab.limits import limits_table
from nn.models import load_shipped
from nn.presets import PRESETS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
NUMBER = re.compile(r"\d+\.\d+")


def block(language: str) -> str:
    (found,) = re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)
    return found


def test_the_python_example_prints_what_the_readme_says():
    done = subprocess.run(
        [sys.executable, "-c", block("python")], cwd=ROOT, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    said, promised = done.stdout.splitlines(), block("text").splitlines()
    # Another processor adds floats in another order, so that a figure may move a little; the words may not.
    assert [NUMBER.sub("#", line) for line in said] == [NUMBER.sub("#", line) for line in promised]
    for line, expected in zip(said, promised, strict=True):
        numbers = [float(n) for n in NUMBER.findall(line)]
        assert numbers == pytest.approx([float(n) for n in NUMBER.findall(expected)], abs=1.5)


def test_the_example_is_at_most_ten_lines():
    assert len([line for line in block("python").splitlines() if line]) <= 10


def commands() -> list[str]:
    return re.findall(r"^    (python3 -m venv .*)$", README, re.MULTILINE)


def test_two_commands_do_everything_and_are_the_ones_in_use():
    run, test = commands()
    assert (ROOT / ".ci" / "run").read_text().splitlines()[-1] == test
    makefile = (ROOT / "Makefile").read_text()
    makefile = makefile.replace("$(VENV)", "python3 -m venv .venv").replace("$(PIP)", ".venv/bin/pip install")
    makefile = makefile.replace("$(PYTHON)", ".venv/bin/python")
    assert f"\t{run}\n" in makefile and f"\t{test}\n" in makefile


def test_the_reading_order_is_the_packages():
    promised = re.findall(r"^\d+\. \[(\w+\.py)\]\(nn/\1\)", README, re.MULTILINE)
    assert promised == re.findall(r"^\d+\. (\w+\.py)", nn.__doc__, re.MULTILINE)


def test_everything_the_readme_links_to_is_there():
    links = re.findall(r"\]\(([^)]+)\)", README)
    missing = [link for link in links if "://" not in link and not (ROOT / link).exists()]
    assert missing == []


def test_every_command_line_in_the_readme_is_a_command():
    from nn.__main__ import parser

    lines = re.findall(r"^    \S*python -m nn (.*)$", README, re.MULTILINE)
    assert {line.split()[0] for line in lines} == set(
        re.findall(r"^    ([a-z-]+)", parser().format_help(), re.MULTILINE)
    )
    assert README.count("    .venv/bin/python -m nn ") == len(lines)  # each works when it is copied
    for line in lines:
        parser().parse_args(line.split())


def test_the_table_of_settings_is_what_the_recipe_declares():
    table = "\n".join(settings_table())
    assert f"\n\n{table}\n\n" in README, "copy what `python -m nn settings` prints into README.md"


def test_the_table_of_limits_is_what_the_server_declares():
    assert "\n\n" + "\n".join(limits_table()) + "\n\n" in README, "copy what `python -m nn limits` prints"


def test_the_presets_are_all_named():
    rows = re.findall(r"^\| `(\w+)` \| ([\d-]+) \|", README, re.MULTILINE)
    assert rows == [(name, "-".join(map(str, p.recipe.sizes))) for name, p in PRESETS.items()]
    strong = load_shipped("strong").facts["official_accuracy"]
    assert f"{strong:.2%}".replace("%", " %") in README
