"""How light and how quick the student's pages are. Run `make bench-pages`; see __main__.py."""
