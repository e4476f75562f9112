"""The doors: everything an officer sees before a workspace is open, and when one cannot be opened."""
