"""Measurements against peers: how fast, how much memory, how many visitors. `python -m bench` lists them.

1. race.py       contenders in processes of their own, measured in turn
2. report.py     what a benchmark found: a table for people, a line of JSON for programs, a chart
3. chart.py      the chart
4. ours.py       the work of this program
5. textbook.py   the same work as tutorials write it
6. peers.py      the same work by PyTorch and scikit-learn
7. limits.py     what the machine can do at best
8. engine.py     the benchmarks of the network
9. inside.py     the benchmark of what looks inside a run
10. app/         the benchmarks of the app
"""
