"""Finding letters: an index of what published letters say, and the questions asked of it.

`querying.fitting_letters` is the one door for text, `facets` counts what a list can be narrowed to by what `holding`
has in memory, and `keeping` brings the index up to date. Whatever the index holds, what is shown is always asked of
`Letter.objects.published()` as well.
"""
