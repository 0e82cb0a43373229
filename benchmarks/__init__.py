"""
What things cost: `make bench`, or `python -m benchmarks translation` for one area.

Each module with a function `measure` is an area. It runs in a process and a site of its own, which are thrown away, set
up as `make run` sets one up; it may change there what it likes.
"""
