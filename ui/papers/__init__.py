"""Widgets for papers that several pages share: looking at one, quick look, a copy to take out."""
