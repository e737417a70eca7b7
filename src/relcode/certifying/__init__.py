"""Say how far each code of a study can be trusted, keep it, and see whether it still holds."""
