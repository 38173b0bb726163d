"""Runs in files: whole or not at all, whatever happens to the process, the disk or the files."""

import errno
import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from kept import RECIPE, after

from nn.lab.shelf import Shelf

TESTS = Path(__file__).parent.parent
ENOUGH = 10**9
RECORD = after(3).record(ENOUGH)


def another(id, **changes):
    return replace(RECORD, label=replace(RECORD.label, id=id), **changes)


def aged(folder, *ids):
    """The first of these was used longest ago."""
    for age, id in enumerate(reversed(ids), start=1):
        os.utime(folder / f"{id}.npz", (10**9 - age, 10**9 - age))


def test_what_is_put_is_taken_by_another_process_s_shelf(tmp_path):
    assert Shelf(tmp_path / "deep" / "runs", ENOUGH).put(RECORD)
    shelf = Shelf(tmp_path / "deep" / "runs", ENOUGH)
    assert RECORD.label.id in shelf and shelf.labels() == [RECORD.label]
    np.testing.assert_array_equal(shelf.take(RECORD.label.id).theta, RECORD.theta)
    assert "another" not in shelf and shelf.take("another") is None


def test_the_newest_version_is_the_one_that_is_kept(tmp_path):
    shelf = Shelf(tmp_path, ENOUGH)
    for version in (5, 6, 7):
        shelf.put(replace(RECORD, version=version))
    assert shelf.take(RECORD.label.id).version == 7
    assert [path.name for path in tmp_path.iterdir()] == [f"{RECORD.label.id}.npz"]


def test_a_visitor_s_words_never_become_a_path(tmp_path):
    (tmp_path / "secret.npz").write_bytes(b"")
    shelf = Shelf(tmp_path / "runs", ENOUGH)
    for id in ("../secret", "/etc/passwd", "", ".", "a/b", "\0"):
        assert id not in shelf and shelf.take(id) is None


@pytest.mark.parametrize(
    "damage", [b"", b"hello", b"PK\x03\x04", None], ids=["empty", "text", "a zip's first bytes", "cut"]
)
def test_a_damaged_file_is_left_out_with_a_line_in_the_log(damage, tmp_path, caplog):
    Shelf(tmp_path, ENOUGH).put(RECORD)
    Shelf(tmp_path, ENOUGH).put(another("sound"))
    path = tmp_path / f"{RECORD.label.id}.npz"
    path.write_bytes(path.read_bytes()[:-200] if damage is None else damage)
    shelf = Shelf(tmp_path, ENOUGH)
    assert shelf.take(RECORD.label.id) is None and path.name in caplog.text
    assert shelf.take("sound") is not None


def test_a_byte_that_is_damaged_later_is_noticed_when_it_is_read(tmp_path, caplog):
    Shelf(tmp_path, ENOUGH).put(RECORD)
    path = tmp_path / f"{RECORD.label.id}.npz"
    whole = path.read_bytes()
    for place in np.random.default_rng(0).integers(len(whole), size=60):
        raw = bytearray(whole)
        raw[place] ^= 4
        path.write_bytes(bytes(raw))
        found = Shelf(tmp_path, ENOUGH).take(RECORD.label.id)
        if found is not None:  # a byte that nobody reads
            np.testing.assert_array_equal(found.theta, RECORD.theta)


def test_the_file_of_another_run_is_not_believed(tmp_path, caplog):
    Shelf(tmp_path, ENOUGH).put(RECORD)
    shutil.copy(tmp_path / f"{RECORD.label.id}.npz", tmp_path / "another.npz")
    assert "another" not in Shelf(tmp_path, ENOUGH) and "another.npz" in caplog.text


def test_other_files_in_the_folder_are_left_alone(tmp_path):
    for name in ("notes.txt", "a b.npz", "x.npz.part.txt"):
        (tmp_path / name).write_text("mine")
    assert Shelf(tmp_path, ENOUGH).labels() == [] and len(list(tmp_path.iterdir())) == 3


# --- no room, no right


def test_a_full_disk_is_one_sentence_and_the_file_before_stays(tmp_path, monkeypatch):
    shelf = Shelf(tmp_path, ENOUGH)
    shelf.put(replace(RECORD, version=1))

    def full(file, **arrays):
        file.write(b"half of it")
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(np, "savez", full)
        assert not shelf.put(replace(RECORD, version=2))
    assert "No space left on device" in shelf.trouble and "\n" not in shelf.trouble
    assert shelf.take(RECORD.label.id).version == 1 and len(list(tmp_path.iterdir())) == 1
    assert shelf.put(replace(RECORD, version=3)) and shelf.trouble == ""


def test_a_folder_that_cannot_be_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    shelf = Shelf(tmp_path / "file", ENOUGH)
    assert "cannot be kept on disk" in shelf.trouble and not shelf.put(RECORD) and shelf.labels() == []


def test_a_folder_taken_away_meanwhile_is_one_sentence(tmp_path):
    shelf = Shelf(tmp_path / "runs", ENOUGH)
    shutil.rmtree(tmp_path / "runs")
    assert not shelf.put(RECORD) and "No such file" in shelf.trouble
    (tmp_path / "runs").mkdir()
    assert shelf.put(RECORD) and shelf.trouble == ""


# --- old files


def test_the_files_used_longest_ago_make_room(tmp_path):
    shelf = Shelf(tmp_path, ENOUGH)
    for id in ("a", "b", "c"):
        shelf.put(another(id))
    size = (tmp_path / "a.npz").stat().st_size
    aged(tmp_path, "b", "c", "a")
    shelf = Shelf(tmp_path, int(3.5 * size))
    assert shelf.take("b") is not None  # used just now
    shelf.put(another("d"))
    assert sorted(path.stem for path in tmp_path.iterdir()) == ["a", "b", "d"]
    assert "c" not in shelf and shelf.gone("c") == RECIPE and shelf.gone("a") is None


def test_a_run_larger_than_all_room_is_not_kept_and_it_is_said(tmp_path):
    shelf = Shelf(tmp_path, RECORD.size - 1)
    assert not shelf.put(RECORD) and "NN_RUNS_MB" in shelf.trouble and list(tmp_path.iterdir()) == []


# --- the process ends in the middle


def test_killed_in_the_middle_of_writing_the_last_good_file_stays(tmp_path):
    script = TESTS / "helpers" / "killed_writing.py"
    paths = os.pathsep.join([str(TESTS.parent), str(script.parent)])
    done = subprocess.run(
        [sys.executable, script, tmp_path],
        capture_output=True,
        text=True,
        timeout=60,
        env=os.environ | {"PYTHONPATH": paths},
    )
    assert done.returncode == 0, done.stderr
    kills, unfinished, versions = map(int, done.stdout.split())
    assert unfinished > 0, "no process was killed in the middle of a file"
    assert versions >= kills, "hardly anything was written"
