"""A person at the letter's page of the admin: clicks and keys in a real browser, nothing else."""

from urllib.parse import quote

from playwright.sync_api import Page

from letters.samples.shapes import Cite, Sample


class Typist:
    """Types one letter. People and bodies that were made once are chosen from then on, as a person would."""

    def __init__(self, page: Page, *, local_web: str) -> None:
        self.page = page
        self._local_web = local_web
        self._known: set[str] = set()

    def sign_in(self, site: str, *, username: str, password: str) -> None:
        self.page.goto(f"{site}/admin/")
        self.page.fill("#id_username", username)
        self.page.fill("#id_password", password)
        self.page.click("[type=submit]")
        self.page.wait_for_selector("text=View site")

    def type_letter(self, letter: Sample) -> None:
        self.choose("issuer", letter.issuer.name)
        self.page.fill("#id_date", f"{letter.date:%B %-d, %Y}")
        self.page.fill("#id_subject", letter.subject)
        self.page.select_option("#id_kind", letter.kind)
        self._addressees(letter)
        self.page.fill("#id_salutation", letter.salutation)
        self.page.fill("#id_body", letter.body)
        self.page.fill("#id_closing", letter.closing)
        self._signatures(letter)
        self._footnotes(letter)
        self._mentions(letter)
        self.page.fill("#id_summary", letter.summary)

    def address_of(self, cite: Cite) -> str:
        """The address to type: that of a local stand-in for the page, with the printed text fragment."""
        _, _, fragment = cite.printed.partition("#")
        return f"{self._local_web}{stand_in(cite)}" + (f"#{fragment}" if fragment else "")

    def save(self) -> str:
        """Presses “Save and continue editing”; what the page says afterwards."""
        with self.page.expect_navigation():
            self.page.click("input[name=_continue]")
        return self.page.locator(".messagelist, .errornote").first.inner_text()

    def choose(self, field: str, name: str) -> None:
        """Chooses `name` in the field's list; one that is not recorded yet is made in a window of its own."""
        if name not in self._known:
            with self.page.expect_popup() as opened:
                self.page.click(f"#add_id_{field}")
            window = opened.value
            window.fill("#id_name", name)
            with window.expect_event("close"):
                window.click("input[name=_save]")
            self._known.add(name)
        else:
            self.page.click(f"#id_{field} + .select2-container, .related-widget-wrapper:has(#id_{field}) .select2")
            self.page.fill(".select2-container--open .select2-search__field", name)
            self.page.click(f".select2-results__option:has-text('{name}')")
        self.page.locator(f"#id_{field} option", has_text=name).wait_for(state="attached")

    def _add_row(self, prefix: str) -> None:
        self.page.click(f"#{prefix}-group a.djn-add-handler.djn-level-1")

    def _addressees(self, letter: Sample) -> None:
        for number, addressee in enumerate(letter.addressees):
            self._add_row("addressees")
            row = f"addressees-{number}"
            assert addressee.person
            assert addressee.body
            self.page.fill(f"#id_{row}-honorific_as_printed", addressee.honorific)
            self.choose(f"{row}-person", addressee.person.name)
            self.page.fill(f"#id_{row}-office_as_printed", addressee.office)
            self.choose(f"{row}-organization", addressee.body.name)
            self.page.fill(f"#id_{row}-address_as_printed", addressee.address)

    def _signatures(self, letter: Sample) -> None:
        for number, signature in enumerate(letter.signatures):
            self._add_row("signatures")
            assert signature.person
            self.choose(f"signatures-{number}-person", signature.person.name)
            self.page.fill(f"#id_signatures-{number}-office_as_printed", signature.office)

    def _footnotes(self, letter: Sample) -> None:
        for number, note in enumerate(letter.notes):
            self._add_row("footnotes")
            for place, cite in enumerate(note.cites):
                if place:
                    self.page.click(f"#footnotes-{number}-citations-group a.djn-add-handler:visible")
                row = f"#id_footnotes-{number}-citations-{place}"
                self.page.fill(f"{row}-url_as_printed", self.address_of(cite))
                self.page.fill(f"{row}-title", cite.document.title)
                self.page.fill(f"{row}-author", cite.document.author)
                self.page.fill(f"{row}-publisher", cite.document.publisher)
                self.page.fill(f"{row}-published_on", cite.document.published_on)
                self.page.select_option(f"{row}-kind", cite.document.kind)

    def _mentions(self, letter: Sample) -> None:
        for number, named in enumerate(letter.mentions):
            self._add_row("mentions")
            self.choose(f"mentions-{number}-person", named.person.name)
            self.page.fill(f"#id_mentions-{number}-description", named.described)


def stand_in(cite: Cite) -> str:
    """The path on the local web that stands for the cited page."""
    return "/" + quote(cite.document.url.removeprefix("https://"), safe="/")
