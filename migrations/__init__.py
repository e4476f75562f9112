"""Steps from each released schema to the next, and the golden copy of the newest (schema.sql).

Data for alembic and for `store`; nothing here is imported by name.
"""
