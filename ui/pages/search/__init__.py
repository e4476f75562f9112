"""Search: one question over everything, hits as one types."""
