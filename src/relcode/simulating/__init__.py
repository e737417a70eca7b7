"""Say how much of such material people must review, by replaying how it was coded."""
