"""How pages fare with a hundred thousand students: `make bench-scale`."""
