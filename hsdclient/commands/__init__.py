"""The verbs of the command line: each reads its arguments, calls the core, prints results.

Results go to standard output, sentences to standard error (rules.md, Command line); no rule of a noun here.
"""
