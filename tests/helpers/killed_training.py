"""A program for a test: a lab that trains one run and keeps it, until somebody kills it. It prints the run's id."""

import json
import sys
import threading

from nn.lab.lab import Lab
from nn.lab.limits import Limits
from nn.recipe import Recipe

lab = Lab(limits=Limits(runs_dir=sys.argv[1], keep_seconds=1))
run = lab.new_run(Recipe.from_json(sys.argv[2]))
lab.start(run)
print(json.dumps([run.id, run.key]), flush=True)
threading.Event().wait()
