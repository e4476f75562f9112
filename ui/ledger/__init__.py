"""The page that every noun with a reference shares: list, detail with tabs, new, trash, release, documents, history.

A noun's own page says only what is its own, as a Shape (`shape`), for a LedgerPage (`page`). Knows no noun by name.
"""
