"""The Programme tab of a run: its deadlines along a line, who teaches, what it costs, what happened, what it led to.

One room for each part; `tab` puts them one below the other.
"""
