"""See inside: one step number by number, the film of a run, why it answered that, and the workbench.

Pure functions of a network and digits, one idea a file. What they give is read off the engine's own forward and
backward; nothing is computed a second way.
"""
