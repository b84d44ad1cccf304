"""Handing over: the photos as a zip, the list as a spreadsheet, and the record of both."""
