"""What came of a commitment, on screen: the scorecard of a round and the trace from a sentence to its proof.

Shared by the pages of dialogues and commitments; knows no page.
"""
