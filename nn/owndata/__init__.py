"""Sets of somebody's own: read from a CSV, IDX or .npz file, checked, repaired, learned from, and answered.

found.py      what was found in a file, and the faults of it, each in one sentence
opened.py     a file's bytes, unpacked if need be, and never more of them than are allowed
layout.py     which column of a table is what, as its first lines say
plain.py      numbers out of text, a piece at a time, at a hundred million letters a second
table.py      a whole CSV file, a piece at a time
labels.py     labels as they are written, and the classes that they make
idx.py        MNIST's own format, also of Fashion-MNIST and EMNIST
npz.py        NumPy's arrays, without pickle
check.py      whether pictures lie right: ink, size, side
repairs.py    what one click can mend
reading.py    which kind of file it is, and the one way to read any of them
own_set.py    a set to learn from, like MNIST
asked.py      what a network says about it, by the names of its classes; the answers as a file

Nothing that a file says is believed before it is checked, and pixels stay one byte each, in one place. NumPy reads
Kaggle's 77 MB in a second or two, so pandas, which takes longer, is not needed. Next: found.py.
"""
