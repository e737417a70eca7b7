"""A unit in its context as a vector, by the encoder that relcode ships."""
