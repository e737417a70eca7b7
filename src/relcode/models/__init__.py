"""The models that relcode ships."""
