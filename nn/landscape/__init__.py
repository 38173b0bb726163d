"""The loss as a landscape: how it lies around networks, and what it says of the learning rate.

1. plane.py    a plane in the space of all parameters, and where a network or a film lies in it
2. surface.py  the loss on the points of such a plane
3. survey.py   plane, loss and the paths of runs, put together
4. finder.py   a short run with a rising rate, and the rate that it suggests

Pure functions and generators that are left between two steps, as a training is: no page, no thread, no clock.
"""
