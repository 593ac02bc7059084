"""First start, and what the studio is made of."""
