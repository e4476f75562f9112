"""One file a step, named NNNN_what.py; each imports alembic and sqlalchemy only and stays as released."""
