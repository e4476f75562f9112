"""The sample workspace: curated actions told through the real verbs, or any number of plausible ones.

Everything in it is public or made up and marked "Illustrative."; it knows the core's verbs, no screen.
"""
