"""A program for tests: the processes of a Dask cluster, each a fork of this one, which has loaded Dask once.

A line on its input begins one: `NAME scheduler PORT`, or `NAME worker ADDRESS`, and perhaps a folder where it finds
programs. It prints its process id when it is ready. A worker `of-yesterday` has an older NumPy, as far as anybody is
told. All end with the input.
"""

import asyncio
import os
import signal
import sys

import distributed.versions
import numpy  # noqa: F401
from distributed import Scheduler, Worker

honest = distributed.versions._version_cached


async def live(name: str, role: str, where: str, *folders: str) -> None:
    sys.path[:0] = folders
    if name == "of-yesterday":
        distributed.versions._version_cached = lambda package: "2.0.0" if package == "numpy" else honest(package)
    if role == "scheduler":
        node = Scheduler(host="127.0.0.1", port=int(where), dashboard=False)
    else:
        node = Worker(where, nthreads=1, dashboard=False)
    async with node:
        print(os.getpid(), flush=True)
        await node.finished()


if __name__ == "__main__":
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how they ended
    for line in sys.stdin:
        if not os.fork():
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            os.close(0)
            asyncio.run(live(*line.split()))
            os._exit(0)
    os.killpg(0, signal.SIGKILL)
