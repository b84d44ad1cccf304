"""bupai (补拍): the make-up graduation photo, seen to in time."""
