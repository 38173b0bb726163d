"""Measurements against peers: how fast, how much memory, how many visitors. `python -m bench` lists them.

1. race.py       contenders in processes of their own, measured in turn
2. report.py     what a benchmark found: a table for people, a line of JSON for programs, a chart
3. contenders.py the same work done by this program, PyTorch and scikit-learn
4. textbook.py   the same work as tutorials write it
5. engine.py     the benchmarks of the network
"""
