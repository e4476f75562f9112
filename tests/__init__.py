"""The tests; `core/`, `ui/` and `migrations/` mirror the source, `flows/` are whole days."""
