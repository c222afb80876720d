"""A letter as citation managers take it: BibTeX, RIS, CSL-JSON, and one sentence for people. Pure below `record`."""
