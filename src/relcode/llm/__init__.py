"""Codes by a language model on a server that the user names: asked, checked, kept."""
