"""Reading a readout on screen: its sentences on the left, what is taken of it on the right."""
