"""Who reads nn/ in its order is told at the end of each file's introduction which one comes next."""

import importlib
import re
from itertools import pairwise

import pytest

import nn

ORDER = re.findall(r"^\d+\. (\w+)\.py", nn.__doc__ or "", re.MULTILINE)


def next_of(name: str) -> str:
    introduction = importlib.import_module(f"nn.{name}" if name else "nn").__doc__ or ""
    return introduction.partition("Next: ")[2]


@pytest.mark.parametrize(("name", "following"), list(pairwise(["", *ORDER])))
def test_a_file_ends_its_introduction_with_the_one_that_comes_next(name: str, following: str) -> None:
    assert f"{following}.py" in next_of(name)


def test_the_last_one_says_that_it_is() -> None:
    assert len(ORDER) == 15 and "app.py" in next_of(ORDER[-1])
