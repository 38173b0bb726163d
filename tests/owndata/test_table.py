"""CSV files: whole ones in every layout that people have, and damaged ones, each with its sentence."""

import io

import numpy as np
import pytest
from own_files import as_text, digits, header, kaggle, packed, rows_of

from nn.owndata.found import MOST_PICTURES, OwnDataError
from nn.owndata.reading import Reading, read
from nn.owndata.repairs import EMPTY, LEAVE_OUT, RARE, repaired

PIXELS, LABELS = digits()
HEAD, ROWS = header(), rows_of(PIXELS, LABELS)


def found_in(text):
    return read(io.BytesIO(text if isinstance(text, bytes) else text.encode()))


def refusal(text):
    with pytest.raises(OwnDataError) as caught:
        found_in(text)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def is_all_of_it(found, pixels=PIXELS, labels=LABELS):
    assert np.array_equal(found.pixels, pixels) and found.faults == ()
    assert [found.classes[k] for k in found.labels] == [str(label) for label in labels]
    return True


def changed(row, column, cell):
    """The file with another cell in this row of it (its header is row 1) and this column, counted from 1."""
    rows = [HEAD, *(list(row) for row in ROWS)]
    rows[row - 1][column - 1] = cell
    return as_text(rows)


# Whole files ----------------------------------------------------------------------------------------------------------


def test_kaggles_layout_is_read_without_a_word():
    found = found_in(kaggle())
    assert is_all_of_it(found) and found.notes == ()
    assert found.classes == tuple("0123456789") and found.rows.tolist() == list(range(2, 62))


def test_kaggles_unlabelled_file():
    found = found_in(kaggle(labelled=False))
    assert found.labels is None and found.classes == () and np.array_equal(found.pixels, PIXELS)


COUNTED = [["", *HEAD], *([str(k), *row] for k, row in enumerate(ROWS))]
LABEL_LAST = [[*row[1:], row[0]] for row in [HEAD, *ROWS]]
BACKWARDS = [[row[0], *row[:0:-1]] for row in [HEAD, *ROWS]]
BY_PLACE = ["label", *(f"{1 + k // 28}x{1 + k % 28}" for k in range(784))]
UNIT = [HEAD, *([row[0], *(f"{int(cell) / 255:.4f}" for cell in row[1:])] for row in ROWS)]


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (as_text(ROWS), "no header"),
        (as_text([HEAD, *ROWS], ";"), "semicolons"),
        (as_text([HEAD, *ROWS], "\t"), "tabs"),
        (as_text([HEAD, *ROWS], ", "), ""),
        (as_text([HEAD, *ROWS], newline="\r\n"), ""),
        (as_text([HEAD, *ROWS], newline="\r"), ""),
        (as_text([[f'"{cell}"' for cell in row] for row in [HEAD, *ROWS]]), ""),
        (as_text([HEAD, *ROWS]).encode("utf-8-sig"), ""),
        (as_text([HEAD, *ROWS]).encode("utf-16"), ""),
        (as_text([["étiquette", *HEAD[1:]], *ROWS]).encode("latin-1"), ""),
        (as_text(COUNTED), "only counts"),
        (as_text(COUNTED[1:]), "only counts"),
        (as_text(LABEL_LAST), "column 785"),
        (as_text(LABEL_LAST[1:]), "column 785"),
        (as_text(BACKWARDS), "another order"),
        (as_text([BY_PLACE, *ROWS]), ""),
        (as_text(UNIT), "from 0 to 1"),
        (as_text([[cell.replace(".", ",") for cell in row] for row in UNIT], ";"), "from 0 to 1"),
        (as_text([[*row, ""] for row in [HEAD, *ROWS]]), ""),
        (as_text([HEAD, [], *ROWS[:30], [], *ROWS[30:]]), ""),
        (as_text([HEAD, *ROWS])[:-1], ""),
        (packed(kaggle()), ""),
    ],
    ids=[
        "no header", "semicolons", "tabs", "spaces after commas", "Windows", "old Mac", "quotes", "mark", "UTF-16",
        "Latin-1", "index column", "index column, no header", "label last", "label last, no header", "pixels backwards",
        "row x column", "0 to 1", "decimal commas", "a comma at the end", "blank lines", "no last newline", "packed",
    ],
)  # fmt: skip
def test_other_layouts_are_understood_and_said(text, note):
    found = found_in(text)
    assert is_all_of_it(found)
    assert note in " ".join(found.notes) and bool(note) == bool(found.notes)


def test_pixels_of_0_and_1_alone_become_black_and_white():
    found = found_in(as_text([HEAD, *rows_of(PIXELS // 128, LABELS)]))
    assert set(np.unique(found.pixels)) == {0, 255} and "from 0 to 1" in found.notes[0]


def test_an_index_column_before_pictures_without_labels():
    rows = [["ImageId", *HEAD[1:]], *([str(k + 1), *row] for k, row in enumerate(rows_of(PIXELS)))]
    found = found_in(as_text(rows))
    assert found.labels is None and np.array_equal(found.pixels, PIXELS)


def test_words_are_classes_by_the_alphabet_without_what_would_change_a_page():
    names = ["[b](x)<i>", "coat", "T-shirt/top"]
    found = found_in(as_text([HEAD, *([names[k % 3], *row[1:]] for k, row in enumerate(ROWS))]))
    assert found.classes == ("T-shirt/top", "b (x) i", "coat") and found.labels[:3].tolist() == [1, 2, 0]


def test_reading_says_how_far_it_has_come():
    reading = Reading([io.BytesIO(kaggle(400))])
    shares = list(reading)
    assert shares == sorted(shares) and len(shares) > 1 and reading.share == 1


# Damaged ones ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (as_text([HEAD, *ROWS])[:-90], "Row 61 has"),
        (as_text([HEAD, ROWS[0] + ["0"], *ROWS[1:]]), "Row 2 has 786 columns, where 785 belong."),
        (changed(7, 101, "abc"), "Row 7 has “abc” in column 101, where a number belongs."),
        (changed(8, 5, "256"), "Row 8 has the value 256 in column 5, and pixels go from 0 to 255."),
        (changed(9, 5, "-3"), "Row 9 has the value -3 in column 5"),
        (changed(9, 5, "nan"), "Row 9 has the value nan in column 5"),
        (changed(10, 1, ""), "Row 10 has no label."),
        (as_text([HEAD, *ROWS[:9], UNIT[10], *ROWS[10:]]), "Row 11 has pixels from 0 to 1, where the rows before"),
        (as_text([*UNIT[:20], ROWS[19], *UNIT[21:]]), "Row 21 has pixels from 0 to 255, where the rows before"),
    ],
    ids=["cut", "too long", "a word", "256", "negative", "nan", "no label", "0 to 1 among 0 to 255", "and the reverse"],
)  # fmt: skip
def test_a_damaged_row_is_named_and_can_be_left_out(text, said):
    found = found_in(text)
    assert [fault.repair for fault in found.faults] == [LEAVE_OUT] and len(found) == 59
    assert found.faults[0].sentence.startswith(said)
    assert repaired(found, LEAVE_OUT).faults == ()


def test_many_rows_with_one_fault_are_one_sentence():
    rows = [list(row) for row in ROWS]
    for k in (3, 5, 9):
        rows[k][17] = "?"
    (fault,) = found_in(as_text([HEAD, *rows])).faults
    assert fault.sentence.startswith("Row 5 has") and fault.sentence.endswith("and 2 more rows have the like.")


def test_an_empty_cell_counts_as_paper_once_one_agrees():
    found = found_in(changed(6, 300, ""))
    (fault,) = found.faults
    assert fault.repair == EMPTY and "Row 6 has 1 empty cell, the first in column 300." == fault.sentence
    assert len(found) == 60 and found.pixels[4, 298] == 0 and repaired(found, EMPTY).faults == ()


def test_a_class_with_one_picture_is_a_slip_perhaps():
    found = found_in(changed(12, 1, "q"))
    assert found.faults[0].sentence == "The class “q” has one picture alone, in row 12."
    mended = repaired(found, RARE)
    assert mended.classes == tuple("0123456789") and len(mended) == 59 and mended.rows.tolist()[9:11] == [11, 13]
    assert np.array_equal(mended.pixels, np.delete(PIXELS, 10, axis=0))
    assert [mended.classes[k] for k in mended.labels] == [str(label) for label in np.delete(LABELS, 10)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"", "0 bytes"),
        (b"\n\n", "empty"),
        (as_text([HEAD]), "not one picture"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 9, "no text"),
        (as_text([["label", *map(str, range(64))], *(["3", *["0"] * 64] for _ in range(3))]), "8x8"),
        (as_text([[*HEAD, "more", "and more"], *([*row, "0", "0"] for row in ROWS)]), "has 787 columns"),
        (as_text([["label", "pixel7", *HEAD[2:]], *ROWS]), "called “pixel7”"),
        (as_text([HEAD, *(["3", *row[1:]] for row in ROWS)]), "at least two classes"),
        (as_text([HEAD, *([f"class {k}", *row[1:]] for k, row in enumerate(ROWS))]), "Row 49 brings the 48th class"),
        (as_text([HEAD, *(["0", *["9"] * 784], ["1", *["9"] * 784])]), "one plain grey"),
        (as_text([HEAD, *([row[0], *["x"] * 784] for row in ROWS)]), "Row 2 has “x” in column 2"),
        (as_text([HEAD, *([row[0], *["0.5"] * 783, "-1"] for row in ROWS)]), "Row 2 has the value -1"),
        (as_text([HEAD, *(["n" * 50, *row[1:]] for row in ROWS)]), "more than 40 letters"),
        (b"7" * 2_000_000, "letters"),
        (packed(kaggle())[:-2000], "damaged or cut short"),
    ],
    ids=[
        "nothing", "blank lines", "a header alone", "a picture", "8x8", "two columns more", "a name twice",
        "one class", "48 classes", "grey", "words", "standardised", "a long label", "one line", "packed and cut",
    ],
)  # fmt: skip
def test_what_is_no_set_is_refused_in_one_sentence(text, said):
    assert said in refusal(text)


def test_a_bomb_is_not_unpacked(monkeypatch):
    monkeypatch.setattr("nn.owndata.opened.LARGEST", 1_000_000)
    assert "more than 1 MB" in refusal(packed(kaggle(2) + b"\n" * 2_000_000))


def test_no_more_pictures_are_read_than_allowed(monkeypatch):
    monkeypatch.setattr("nn.owndata.table.MOST_PICTURES", 20)
    found = found_in(kaggle())
    assert len(found) == 20 and "first 20 pictures" in found.notes[-1] and MOST_PICTURES == 120_000
