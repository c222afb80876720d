"""Pages of a site that is asked for what it has lost."""

CHROME = "<nav><a href='/'>Home</a> <a href='/news/'>News</a> <a href='/about/'>About us</a></nav>"
ARTICLE = "The family asked at six ministries and was given no answer by any of them. " * 12


def html(title: str, heading: str = "", text: str = "", head: str = "") -> str:
    return f"<!doctype html><title>{title}</title>{head}<body>{CHROME}<h1>{heading}</h1><p>{text}</p></body>"
