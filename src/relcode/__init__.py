"""relcode: code qualitative text against a relational codebook, offline."""

__version__ = "0.1.0"
