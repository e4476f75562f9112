"""Training exchanges under the memorandum: courses, needs, runs, trainees, nominations, certificates, evaluations.

One family: its rooms may import each other; other nouns are reached through the schema.
"""
