"""Suggest codings: find cues, weigh what stands around them, and say why."""
