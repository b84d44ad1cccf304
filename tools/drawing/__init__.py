"""The drawing hand of bupai: colours, strokes, the figure, and the things that pictures are made of."""
