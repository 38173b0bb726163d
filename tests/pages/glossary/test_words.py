"""The words: each once, in plain sentences, and each link is one that its page understands."""

import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from nn.recipe import Recipe
from pages.glossary.html import group
from pages.glossary.words import GROUPS, TITLES, Word
from pages.lessons.settings import PARTS, parts_of
from pages.shared import ways

WORDS = [word for words in GROUPS.values() for word in words]
APP = Path(__file__).parents[3] / "app.py"
BLOG = Recipe(hidden=(10,))


def test_each_word_is_there_once_and_says_what_it_means_in_a_few_sentences() -> None:
    assert len(WORDS) >= 40 and len({word.word for word in WORDS}) == len(WORDS)
    assert all(word.says.endswith(".") and len(word.says) < 200 for word in WORDS)


def test_the_number_of_parameters_is_right() -> None:
    (said,) = [word.says for word in WORDS if word.word == "parameters"]
    assert "7,960" in said and 784 * 10 + 10 + 10 * 10 + 10 == 7_960


@pytest.mark.parametrize("word", [word for word in WORDS if word.part], ids=lambda word: word.word)
def test_each_link_is_understood_by_its_page(word: Word) -> None:
    ((name, value),) = word.parameters.items()
    assert name == PARTS[word.page].called and value in parts_of(word.page, BLOG)
    assert name in ways.PARTS


def test_each_page_that_a_word_leads_to_has_its_name_in_the_navigation() -> None:
    named = dict(re.findall(r'url_path="(\w+)", title="([^"]+)"', APP.read_text())) | {"": "Train"}
    assert all(named[page] == title for page, title in TITLES.items())
    assert {word.page for word in WORDS} <= set(TITLES)


def test_a_link_holds_what_is_chosen_and_its_name_what_is_shown() -> None:
    html = group("A <group>", [Word("x & y", "It <is> so.", "why", "view=softmax")], {"run": "abc", "neuron": ""})
    assert 'href="why?run=abc&amp;view=softmax"' in html and ">See it on Why?</a>" in html
    assert 'aria-label="See it on Why?: x &amp; y"' in html and "It &lt;is&gt; so." in html and "<group>" not in html


def test_the_page_shows_all_of_them() -> None:
    app = AppTest.from_file("../../../pages/glossary/page.py").run()
    assert not app.exception
    shown = " ".join(element.proto.body for element in app.get("html"))
    assert shown.count("<dt>") == len(WORDS)
