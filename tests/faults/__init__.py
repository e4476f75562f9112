"""What must be survived: kill -9, full disk, damaged files, many starts, plaintext on disk (issue 2, Shows 4 to 6).

The pytest files are the size for every day; `make faults` (run.py) is the long version of the same harnesses.
"""
