"""The command line learns from somebody's own pictures, and answers a file of them."""

import json

import numpy as np
import pytest
from own_files import as_text, digits, header, idx, kaggle, npz, rows_of
from PIL import Image

from nn.__main__ import main
from nn.storage import load

QUICK = ["--hidden", "12", "--initial", "he", "--learning-rate", "0.5", "--iterations", "40", "--json"]


@pytest.fixture
def file(tmp_path):
    def written(name, content):
        (tmp_path / name).write_bytes(content)
        return str(tmp_path / name)

    return written


def said_of(capsys, *arguments):
    code = main(list(arguments))
    out, err = capsys.readouterr()
    return code, out, err


def test_from_kaggles_files_to_a_submission(file, tmp_path, capsys):
    model, out = str(tmp_path / "own.npz"), str(tmp_path / "submission.csv")
    code, said, _ = said_of(capsys, "train", "--csv", file("train.csv", kaggle(300)), "--save", model, *QUICK)
    facts = json.loads(said)
    assert code == 0 and facts["aside_accuracy"] > 0.5 and "official_accuracy" not in facts
    assert load(tmp_path / "own.npz").recipe.pictures.count == 258
    code, _, err = said_of(
        capsys, "answer", "--csv", file("test.csv", kaggle(20, labelled=False)), "--model", model, "--out", out
    )
    lines = (tmp_path / "submission.csv").read_text().splitlines()
    assert code == 0 and lines[0] == "ImageId,Label" and len(lines) == 21
    assert [line.split(",")[0] for line in lines[1:]] == [str(k) for k in range(1, 21)]
    right = [line.split(",")[1] == str(label) for line, label in zip(lines[1:], digits(20)[1], strict=True)]
    assert sum(right) >= 10


@pytest.mark.parametrize("kind", ["idx", "npz"])
def test_other_files_and_names_of_classes(kind, file, tmp_path, capsys):
    pixels, labels = digits(120)
    images, two = pixels.reshape(-1, 28, 28), (labels > 4).astype(np.uint8)
    if kind == "idx":
        named = ["--idx", file("images", idx(images)), file("labels", idx(two))]
    else:
        named = ["--npz", file("own.npz", npz(images=images, labels=np.array(["low", "high"])[two]))]
    code, _, _ = said_of(capsys, "train", *named, "--save", str(tmp_path / "two.npz"), *QUICK)
    saved = load(tmp_path / "two.npz")
    assert code == 0 and saved.network.sizes == (784, 12, 2)
    assert saved.recipe.classes == (("0", "1") if kind == "idx" else ("high", "low"))


def test_a_network_of_other_classes_says_their_names_and_is_not_scored_as_a_reader_of_digits(file, tmp_path, capsys):
    pixels, labels = digits(60)
    model = str(tmp_path / "two.npz")
    named = file("own.npz", npz(images=pixels, labels=np.array(["low", "high"])[(labels > 4).astype(int)]))
    said_of(capsys, "train", "--npz", named, "--save", model, *QUICK)
    Image.fromarray(255 - pixels[0].reshape(28, 28)).resize((140, 140)).save(tmp_path / "five.png")
    code, said, _ = said_of(capsys, "classify", str(tmp_path / "five.png"), "--model", model)
    assert code == 0 and said.startswith(("This is a low", "This is a high")) and said.count("%") == 2
    code, _, err = said_of(capsys, "score-images", named, "--model", model)
    assert code == 1 and "2 other classes" in err


def test_a_shipped_network_is_tested_on_them(file, tmp_path, capsys):
    named = ["--csv", file("train.csv", kaggle(60)), "--out", str(tmp_path / "answers.csv")]
    code, said, _ = said_of(capsys, "answer", "--model", "strong", *named)
    assert code == 0 and "% of 60 are right" in said
    code, said, _ = said_of(capsys, "answer", "--model", "strong", *named, "--json")
    assert json.loads(said)["accuracy"] > 0.95


def test_a_fault_ends_it_unless_it_may_be_mended(file, tmp_path, capsys):
    pixels, labels = digits(60)
    inverted = file("inverted.csv", as_text([header(), *rows_of(255 - pixels, labels)]).encode())
    code, _, err = said_of(capsys, "train", "--csv", inverted, *QUICK)
    assert code == 1 and "dark on light" in err and "--repair" in err and "invert the ink" in err
    code, _, err = said_of(capsys, "train", "--csv", inverted, "--repair", *QUICK)
    assert code == 0 and "Invert the ink: done." in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["train", "--csv", "nowhere.csv"], "There is no file nowhere.csv."),
        (["train", "--csv", __file__], "Row"),
        (["train", "--csv", "a", "--npz", "b"], "not allowed with"),
        (["answer", "--model", "blog"], "required"),
        (["answer", "--model", "blog", "--csv", "a", "--out", "no/such/folder.csv"], "no folder"),
    ],
    ids=str,
)
def test_what_cannot_be_is_said_in_one_line(arguments, said, capsys):
    try:
        code = main(arguments)
    except SystemExit as end:
        code = end.code
    err = capsys.readouterr().err
    assert code in (1, 2) and said in err and err.count("\n") == 1


def test_unlabelled_pictures_are_not_learned_from(file, capsys):
    code, _, err = said_of(capsys, "train", "--csv", file("test.csv", kaggle(30, labelled=False)), *QUICK)
    assert code == 1 and "no labels" in err
