"""What alembic runs: the steps, on the keyed connection that `hsdclient.upgrade` hands over.

The transaction is the caller's: nothing here begins, commits or reads a file of settings.
"""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
context.run_migrations()
