"""Analyse a coded study: agreement, evaluation, passages, lessons."""
