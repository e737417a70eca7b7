"""The review loop: sheets go out, decisions come back."""
