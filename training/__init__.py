"""How the model that relcode ships is made (`make model`); never imported by the package."""
