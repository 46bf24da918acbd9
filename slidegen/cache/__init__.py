"""What one build leaves for the next: each deck's page with what it was made from, in the user's cache folder.

Nothing of it is ever needed. An entry counts only while every file it was made from, slidegen and its templates,
the installed packages and all settings are what they were; one that is damaged, foreign or of another version is
as good as none. Entries are JSON, never pickles: reading one can run no code.
"""
