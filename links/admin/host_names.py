"""Host names as people type them."""

from django import forms

from links import addresses


def clean_host_name(typed: str) -> str:
    """The name as it stands in normalised addresses, or no link would ever find its host; raises ValidationError."""
    name = typed.strip()
    try:
        host = addresses.parse(f"https://{name}/").host
    except addresses.BadAddress:
        raise forms.ValidationError("Write the host's name alone: www.example.org") from None
    if not host or any(mark in name for mark in "/?#:@"):
        raise forms.ValidationError("Write the host's name alone, without https://, port or path: www.example.org")
    return host
