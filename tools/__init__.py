"""Programs for those who work on bupai; a running copy never needs them."""
