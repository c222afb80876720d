"""What intake adds to the letters' list, whose own room knows nothing of intake: the way to enter one from a text."""

from django.contrib import admin

from letters.admin import LetterAdmin
from letters.models import Letter


class LetterWithIntakeAdmin(LetterAdmin):
    change_list_template = "admin/intake/letter_change_list.html"


admin.site.unregister(Letter)
admin.site.register(Letter, LetterWithIntakeAdmin)
