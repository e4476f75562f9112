"""How fast the client is beside the bare library it stands on: `make bench` prints the table (issue 2, Speed)."""
