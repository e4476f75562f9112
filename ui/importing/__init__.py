"""Spreadsheets in and out of the lists: a file is mapped, tried out and taken; a list is written as it is filtered."""
