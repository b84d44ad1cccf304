"""One check a function: `check_x(analysis, standard) -> Finding`, a file by topic."""
