"""Learned weights: what a text shows, as readable features, and what each of them speaks for."""
