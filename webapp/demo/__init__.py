"""What the demo shows: drawn portraits and pictures made from them. No photograph of a person."""
