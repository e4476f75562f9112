"""One file a format: bytes in, facts, texts, pictures and tables out. Runs in the reading process only."""
