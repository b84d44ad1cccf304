"""What the school's notice says: read from data files, loaded into the tables, and changed by an admin."""
