"""Reports: a sheet is built as plain data, then drawn; no room here opens a window."""
