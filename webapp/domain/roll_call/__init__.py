"""The roll call of a campus session: who may call it, who is there, and its end."""
