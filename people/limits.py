"""How long a text may be: far above anything real, and far below what would keep a page's readers waiting.

Validators and not `max_length`, which makes browsers cut a pasted text short without a word.
"""

from django.core.validators import MaxLengthValidator

# A summary, an address, an answer in a sentence or two.
SHORT_TEXT = [MaxLengthValidator(5_000)]
# A footnote, a biography, charges, an internal note.
LONG_TEXT = [MaxLengthValidator(50_000)]
# A whole letter or reply. The longest letters on record have some 60,000 characters.
MAX_LETTER_CHARACTERS = 500_000
WHOLE_LETTER = [MaxLengthValidator(MAX_LETTER_CHARACTERS)]
