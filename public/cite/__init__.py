"""A letter as citation managers take it, and in one sentence for people. All but `gathering` is pure."""
