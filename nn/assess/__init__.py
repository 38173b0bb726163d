"""What a network gets wrong: which digits it takes for which, how far its sureness can be trusted, what it can bear.
And what it learns from: how the digits look, how they lie to each other, and which labels may be wrong.

Pure functions of digits and of a network's answers to many of them, one idea a file; they know no run. In this order:

answers         what a network says to many digits at once: everything here begins with it
confusion       who is taken for whom, and precision, recall and F1 of each digit
mistakes        the mistakes that it is surest of, and what one network reads and another does not
slices          some of the digits, by what they are and what was answered: with a name, and measured for any network
calibration     whether 90 % sure is right nine times of ten, an "I don't know", and a temperature as a repair
corruptions     grain, dirt, fog and stray lines: the kinds of MNIST-C
distortions     digits made harder to read: noise, turns, blur and more, each by a strength from nothing on
robustness      how the accuracy falls as they grow
pixels          how many digits there are of each class, their mean and spread, the pixels that are never lit
making          the traces of how MNIST was made: the box of 20 pixels, the centre of mass; and a digit spoiled again
principal       principal components: the directions in which points differ most
atlas           a map of the digits as pixels, or as any layer sees them, and how far their classes are apart
suspects        labels that look wrong, in five folds for training digits; what comes of judging them
vitals          how a network is while it learns: gradients, steps and neurons, layer by layer
symptoms        what a diagnosis is made from, and what it comes to
facts           what there is to know of the digits: how many of each, and whether their labels can be right
trouble_steps   rules about steps: too long, too short, made from too little
trouble_neurons rules about neurons: silent, at their flat ends, all alike, too few, too many
trouble_digits  rules about digits: pixels, labels, how many, which
diagnosis       all rules, in the order of their weight
"""
