"""A sweep: two settings of a recipe varied as a grid, each cell a few short runs with other seeds.

1. plan.py      what is to be done: the recipe, the two settings with their values, the seeds; each run is a task
2. results.py   the file of what is done: JSON lines, one for each run, so that a sweep can go on where it was left
3. halving.py   which runs go on to their end, and which are left early, if that is wanted
4. carry_out.py one leg of a run, from its start or from where it was left
5. hands.py     all of them, in this process or on several: bit for bit what they come to one after the other
6. slices.py    all of them, a slice of time after the other, beside what else a server does
7. grid.py      what the cells came to: means over the seeds, and the best one

And on other machines: cluster.py hands out the legs to a Dask cluster, parcel.py is what travels, and abroad.py what a
worker does with it. cluster.py and abroad.py, and only they, need the package distributed (requirements-cluster.txt).

No clock, no page and no thread decide what comes out: only the recipe of each task does.
"""
