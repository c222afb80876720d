"""What published letters wait for, as staff see it on the admin's first page and in its lists."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q

from letters.models import Ask, Letter, Reply

# A letter that got no answer in so long is looked after.
ANSWER_EXPECTED = timedelta(days=60)


def without_reply() -> Q:
    """Of a letter: nobody recorded an answer, open or closed."""
    return ~Q(Exists(Reply.objects.filter(letter=OuterRef("pk"))))


def answer_missed(today: date) -> Q:
    """Of a letter: it is published, and no answer came in the time that one is expected in."""
    return Q(status=Letter.Status.PUBLISHED, date__lte=today - ANSWER_EXPECTED) & without_reply()


def ask_overdue(today: date) -> Q:
    """Of a letter: it is published, and something that it asks for by a day that is past has not ended."""
    overdue = Ask.objects.filter(letter=OuterRef("pk"), outcome=Ask.Outcome.OPEN, due_on__lt=today)
    return Q(status=Letter.Status.PUBLISHED) & Q(Exists(overdue))
