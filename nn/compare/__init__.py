"""Comparing trainings: what is kept of a run, in what two differ, and whether that made any difference.

1. kept.py        what is kept of a run: recipe, scores, curves of a few hundred points; network and film if small
2. collection.py  a visitor's kept runs: added, renamed, deleted, brought back
3. difference.py  the settings in which recipes differ, and the preset that one is nearest to
4. repeated.py    runs that differ in nothing but their seed, and the band of their curves
5. apart.py       whether two sets of them can be told apart, and the test that says so
6. as_csv.py      table and curves as files for a spreadsheet
7. records.py     who holds which record: the most accurate, the quickest, the smallest
8. past.py        a kept run, asked like one that is still there

Pure functions and plain data: nothing here trains, and nothing knows a page.
"""
