"""The codebooks that come with relcode."""
