"""A program for a test: children write versions of one run, each is killed at a random moment, and none is lost.

It prints how many were killed, how many of them in the middle of a file, and the last version that was written.
"""

import os
import random
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

from kept import after

from nn.lab.shelf import Shelf

KILLS = 15
folder = Path(sys.argv[1])
record = replace(after(3).record(10**9), version=0)
Shelf(folder, 10**9).put(record)
path = folder / f"{record.label.id}.npz"
unfinished, last = 0, 0
chance = random.Random(0)
for _ in range(KILLS):
    child = os.fork()
    if child == 0:
        shelf = Shelf(folder, 10**9)
        for version in range(last + 1, last + 1_000_000):
            shelf.put(replace(record, version=version))
    before = path.stat().st_mtime_ns
    while path.stat().st_mtime_ns == before:  # it has written once,
        time.sleep(0.0005)
    if chance.random() < 0.5:
        time.sleep(chance.uniform(0, 0.01))  # and is somewhere in the next file,
    else:
        while not any(folder.glob("*.part")):  # or has just begun it
            pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    unfinished += any(folder.glob("*.part"))
    found = Shelf(folder, 10**9).take(record.label.id)
    assert found is not None, "a file was left that does not load"
    assert found.version >= last, "an older version came back"
    last = found.version
assert not any(folder.glob("*.part")), "what was not finished is left over"
print(KILLS, unfinished, last)
