"""Am I learning? Two forms that ask for the same ideas, a score for who answers, and a browser that remembers."""

import csv
import io
import json

import pytest
from streamlit.testing.v1 import AppTest
from visiting import look

from pages.lessons.forms import FORMS, QUESTIONS, Answers, as_csv, gain, right
from pages.lessons.learning import Learning, from_browser
from pages.lessons.learning_words import gained

pytestmark = pytest.mark.usefixtures("lab_of_its_own")


def all_right(form: str) -> Answers:
    return tuple(item.right for item in FORMS[form])


def all_wrong(form: str) -> Answers:
    return tuple((item.right + 1) % len(item.options) for item in FORMS[form])


@pytest.mark.parametrize("form", FORMS)
def test_a_form_has_eight_questions_and_no_place_where_the_right_one_always_stands(form: str) -> None:
    assert len(FORMS[form]) == QUESTIONS == 8
    assert {item.right for item in FORMS[form]} == {0, 1, 2}
    assert all(len(set(item.options)) == 3 for item in FORMS[form])
    assert right(form, all_right(form)) == 8 and right(form, all_wrong(form)) == 0


def test_the_two_forms_share_no_question() -> None:
    assert not {item.text for item in FORMS["A"]} & {item.text for item in FORMS["B"]}


def test_the_gain_is_the_share_of_what_was_not_known_before() -> None:
    assert gain(0.5, 0.75) == 0.5 and gain(0, 0) == 0 and gain(0.5, 0.25) == -0.5 and gain(1, 0.5) is None
    assert "**50%**" in gained(0.5, 0.75) and "chance" in gained(0.5, 0.625) and "Fewer" in gained(0.5, 0.25)
    assert "nothing to be gained" in gained(1, 1)


def test_the_csv_has_a_line_for_each_answer() -> None:
    taken = [("before", "A", all_wrong("A")), ("after", "B", all_right("B"))]
    lines = list(csv.DictReader(io.StringIO(as_csv(taken))))
    assert [line["when"] for line in lines] == 8 * ["before"] + 8 * ["after"]
    assert [line["right"] for line in lines] == 8 * ["0"] + 8 * ["1"]
    assert lines[0]["answer"] == FORMS["A"][0].options[1] and lines[0]["right_answer"] == FORMS["A"][0].options[0]


def answer(app: AppTest, when: str, answers: Answers) -> AppTest:
    mine: Learning = app.session_state.lessons_learning
    for number, (item, chosen) in enumerate(zip(FORMS[mine.form], answers, strict=True), start=1):
        app.radio(key=f"learning_{when}_{number}").set_value(item.options[chosen])
    app.button[[button.label.startswith("These are my answers") for button in app.button].index(True)].click()
    return look(app)


def test_from_the_first_form_to_the_gain_and_forgotten_again() -> None:
    app = look(AppTest.from_file("../../../pages/lessons/page.py", default_timeout=30))
    mine: Learning = app.session_state.lessons_learning
    both = zip(all_right(mine.form), all_wrong(mine.form), strict=True)
    half = tuple(a if i < 4 else b for i, (a, b) in enumerate(both))
    answer(app, "before", half)
    assert mine.form != mine.first, "the other form comes second"
    said = " ".join(str(e.value) for e in app.markdown)
    assert "Before: **4 of 8** right." in said and FORMS[mine.first][7].options[0] not in said
    answer(app, "after", all_right(mine.form))
    said = " ".join(str(e.value) for e in app.markdown)
    assert "After: **8 of 8** right." in said and "**100%**" in said
    app.button(key="learning_forget").click()
    look(app)
    assert not app.session_state.lessons_learning.answers and app.radio(key="learning_before_1").value is None


def test_what_is_not_answered_is_named_and_nothing_is_lost() -> None:
    app = look(AppTest.from_file("../../../pages/lessons/page.py", default_timeout=30))
    mine: Learning = app.session_state.lessons_learning
    app.radio(key="learning_before_1").set_value(FORMS[mine.form][0].options[2])
    app.button[[button.label.startswith("These are my answers") for button in app.button].index(True)].click()
    look(app)
    assert app.warning[0].value == "Questions 2, 3, 4, 5, 6, 7, 8 still need an answer."
    assert app.radio(key="learning_before_1").value == FORMS[mine.form][0].options[2] and not mine.answers


def test_a_browser_is_believed_only_where_it_can_be_so() -> None:
    kept = json.dumps({"first": "B", "answers": [all_right("B"), all_wrong("A")]})
    found = from_browser(kept)
    assert found is not None and found.taken == [("before", "B", all_right("B")), ("after", "A", all_wrong("A"))]
    for forged in (
        *(None, 7, "", "[]", "{}", "null", "x" * 1000, "[" * 400, '{"first": "C", "answers": [[0,0,0,0,0,0,0,0]]}'),
        *('{"first": "A", "answers": []}', '{"first": "A", "answers": [[0,0,0]]}', '{"first": "A", "answers": [7]}'),
        *('{"first": ["A"], "answers": [[0,0,0,0,0,0,0,0]]}', '{"first": "A", "answers": [[0,0,0,0,0,0,0,9]]}'),
        *('{"first": "A", "answers": [[0,0,0,0,0,0,0,true]]}', '{"first": "A", "answers": "00000000"}'),
    ):
        assert from_browser(forged) is None, forged
