"""Trainings as things to start, steer, watch, keep and share out: many at once, without Streamlit. In this order:

run         one training that others may steer and watch while it goes on
course      what it computes with, and what it gives back while it waits
view        the run as it was at one moment, with the curves of history
company     who may steer it, and what the others see of the one who does
series      runs one after the other, race: side by side, errand: something that is no training; for one's own share
snapshots   its film: what the parameters were, update by update, in a fixed amount of memory
scheduler   advances everybody's runs, and shares out the time fairly
record      what outlives the process, shelf: as files in a folder, keeper: written while runs change
intake      somebody's own pictures on their way in, read in turns as runs are trained
limits      what a server allows, and health: how it is doing
lab         all runs of this process, by id, and the digits they share
"""
