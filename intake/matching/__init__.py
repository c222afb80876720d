"""Who and what on record a letter means: people, organizations, sources, and letters that are recorded already."""
