"""Chasing: who is missing, what to say to them, and who was reminded when."""
