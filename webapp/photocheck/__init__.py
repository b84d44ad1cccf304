"""bytes in, Report out."""
