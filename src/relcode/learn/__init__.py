"""Learn from corrections, say how far each code can be trusted, and refuse the rest."""
