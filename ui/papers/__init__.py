"""What several pages show of documents: how they look, one opened, attaching, linking.

Knows the noun of documents and no page.
"""
