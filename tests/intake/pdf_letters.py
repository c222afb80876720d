"""Three letters as PDFs: in the manner of a Senate's, of a joint letter, and of a letter to two officials."""

from tests.intake.presses import LEFT, Press

NOTES = (
    "<sup>1</sup> Press Statement, Foreign Office of Examplia, Call for Calm in the Upper Valley (Sept. 19, 2023), "
    "https://www.fo.example/press-statements/call-for-calm-in-the-upper-valley-of-samplovia/.",
    "<sup>2</sup> <i>Return Must Be Possible</i>, Rights Observer (Oct. 5, 2023), "
    "https://observer.example/news/2023/10/05/return-must-be-possible-for-everyone.",
    "<sup>3</sup> <i>Five Officials Held</i>, THE SAMPLOVIA POST (Oct. 2, 2023), https://post.example/en/article/1608.",
    "<sup>4</sup> <i>Id.</i>",
    "<sup>5</sup> <i>A First in Thirty Years</i>, THE GAZETTE (Oct. 1, 2023), "
    "https://gazette.example/news/first-in-years; "
    "<i>Prosecutor Names Three Hundred</i>, HERALD.EXAMPLE (Oct. 2, 2023), https://herald.example/en/article/160803.",
)


def senate_letter() -> bytes:
    """Two sheets, five notes at their feet, a sentence that goes on over the page."""
    press = Press()
    press.centred("<b>Senate of Examplia</b>", size=20)
    press.centred("EXAMPLETON, EX 20510", size=8)
    press.gap(14)
    press.line("April 4, 2024", x=260)
    press.gap(12)
    press.lines(
        "The Honorable Anton Brinkley",
        "Secretary of Foreign Affairs",
        "Foreign Office of Examplia",
        "2201 C Street, NW",
        "Exampleton, EX 20520",
    )
    press.gap(12)
    press.line("Dear Secretary Brinkley,")
    press.gap(8)
    press.paragraph(
        "We are writing about the talks between Examplia and Samplovia that follow the assault on the Upper Valley in "
        "September 2023. We are concerned that officials of the Valley are held unlawfully and may be left out of any "
        "agreement that is reached."
    )
    press.paragraph(
        "On September 19, 2023, Examplia began an offensive against the Valley. The blockade had already caused a "
        "“dire situation”<sup>1</sup> in the region. Within weeks almost the whole population was forced to flee, and "
        "experts have asked that a return be made possible.<sup>2</sup> Five officials were detained at the "
        "border.<sup>3</sup>"
    )
    first = press.broken(
        "While most of those who were displaced could cross the border, there were exceptions. In late September and "
        "early October, current and former leaders of the Valley’s government were detained, among them Rumen Vartan, "
        "former Minister of State, and Dovid Baban, former Minister.<sup>4</sup> The prosecutor said that this was "
        "only the beginning, as three hundred cases had been opened.<sup>5</sup>",
        468,
        0,
        11,
    )
    for words in first[:3]:
        press.line(words)
    press.y = 640
    press.rule()
    for note in NOTES[:3]:
        press.paragraph(note, size=8.5, after=2)
    press.sheet()
    for words in first[3:]:
        press.line(words)
    press.gap(8)
    press.paragraph(
        "We therefore urge you to insist that the release of these prisoners be a condition of any peace that is "
        "reached, and to speak for the right of all to return to their homes under guarantees."
    )
    press.paragraph("Thank you for your attention to this matter.")
    press.line("Sincerely,")
    for name in ("Edward J. Marquez", "William Castile", "Tom Tilden", "Gary C. Petersen"):
        press.gap(36)
        press.lines(name, "Senator of Examplia")
    press.y = 660
    press.rule()
    for note in NOTES[3:]:
        press.paragraph(note, size=8.5, after=2)
    return press.done()


SIGNERS = (
    ("Jane Roe", "Executive Director", "Rights Observer"),
    ("John Doe", "President", "Lawyers for Prisoners"),
    ("Mary Major", "Secretary General", "Samplovia Solidarity"),
    ("Richard Miles", "Director of Advocacy", "Freedom Desk"),
    ("Ada Example", "Chair", "Examplia Writers’ Union"),
)


def joint_letter() -> bytes:
    """Three sheets with running heads and numbered feet; signers in two columns, five of them."""
    press = Press(family="Helvetica", size=10)
    sheets = 3

    def frame(number: int) -> None:
        press.line("Joint letter on prisoners in Examplia", x=LEFT, y=40, size=8)
        press.line(f"Page {number} of {sheets}", x=280, y=760, size=8)

    frame(1)
    press.line("3 February 2017")
    press.gap(12)
    press.lines("H.E. Ivan Ivanov", "President of Examplia", "1 Palace Square", "Exampleton")
    press.gap(12)
    press.line("Re: Detention of Samuel Sample")
    press.gap(12)
    press.line("Your Excellency,")
    press.gap(8)
    text = (
        "We, the undersigned organizations, write to you about the detention of the lawyer Samuel Sample, who has been "
        "held since May 2016. He was arrested at his home, and his family has not been told where he is. "
    )
    for _ in range(8):
        press.paragraph(text * 2)
    press.sheet()
    frame(2)
    for _ in range(8):
        press.paragraph(text * 2)
    press.sheet()
    frame(3)
    press.paragraph("We ask you to release him without delay.")
    press.line("Respectfully,")
    for row in range(0, len(SIGNERS), 2):
        press.gap(40)
        y = press.y
        press.lines(*SIGNERS[row], x=LEFT, y=y)
        if row + 1 < len(SIGNERS):
            press.lines(*SIGNERS[row + 1], x=320, y=y)
        press.y = y + 36
    return press.done()


LEFT_ADDRESS = ("The Honorable Anton Brinkley", "Secretary of Foreign Affairs", "Foreign Office", "2201 C Street, NW")
RIGHT_ADDRESS = ("The Honorable Lloyd Osten", "Secretary of Defense", "1000 Defense Pentagon")


def two_addressees() -> bytes:
    """One sheet; the addressees side by side, the date on the right."""
    press = Press(size=12)
    press.centred("<b>CONGRESS OF EXAMPLIA</b>", size=16)
    press.gap(10)
    press.line("June 14, 2014", x=420)
    press.gap(12)
    y = press.y
    press.lines(*LEFT_ADDRESS, y=y)
    press.lines(*RIGHT_ADDRESS, x=330, y=y)
    press.y = y + 4 * 14.4 + 14
    press.line("Dear Secretaries Brinkley and Osten:")
    press.gap(8)
    press.paragraph(
        "We write about the lawyer Samuel Sample, who has been held without charge since May 2013 in the capital of "
        "Samplovia, and ask that you raise his case."
    )
    press.line("Sincerely,")
    press.gap(30)
    press.lines("Jane Roe", "Member of Congress")
    return press.done()
