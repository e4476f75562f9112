"""What several pages show of a run of training: how it stands, its seats, and the boxes that change it.

Knows no page.
"""
