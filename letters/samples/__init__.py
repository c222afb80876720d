"""Letters to look at before one's own are entered: one real letter's facts, and openly fictional ones around it."""

from letters.samples.loading import load_samples, samples_present
from letters.samples.removing import SamplesInUse, remove_samples

__all__ = ["SamplesInUse", "load_samples", "remove_samples", "samples_present"]
