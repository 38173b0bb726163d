"""See inside: one step number by number, the film of a run, why it answered that, and the workbench.

Pure functions of a network and digits, one idea a file. What they give is read off the engine's own forward and
backward; nothing is computed a second way. In this order:

step, stages, badge             one learning step on one digit, cut into stages, and its gradients checked
film                            one moment of a run, and one digit through all of its moments
evidence, temperature           what spoke for the answer, and how scores become probabilities
change, neighbours              what would change the answer, and what looks alike
workbench, shuffle              what is lost without a neuron, and what is not lost without the order of the pixels
"""
