"""Conversion of networks that come in a form OpenCV cannot read. See `python -m tools.convert_descriptor`."""
