"""Fit and measure the model of which paragraphs of a paper state a lesson."""
