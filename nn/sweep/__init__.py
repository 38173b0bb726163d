"""A sweep: two settings of a recipe varied as a grid, each cell a few short runs with other seeds.

1. plan.py      what is to be done: the recipe, the two settings with their values, the seeds; each run is a task
2. results.py   the file of what is done: JSON lines, one for each run, so that a sweep can go on where it was left
3. carry_out.py one task, and all of them on several processes: bit for bit what they come to one after the other
4. grid.py      what the cells came to: means over the seeds, and the best one

No clock, no page and no thread decide what comes out: only the recipe of each task does.
"""
