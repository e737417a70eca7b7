"""How far coders agree: coefficients per code, source and pair, with intervals and a verdict."""
