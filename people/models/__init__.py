from people.models.detention import Detention, DetentionEvent
from people.models.office import Office
from people.models.organization import Organization
from people.models.person import OtherName, Person, PersonIdentifier, PersonPage

__all__ = [
    "Detention",
    "DetentionEvent",
    "Office",
    "Organization",
    "OtherName",
    "Person",
    "PersonIdentifier",
    "PersonPage",
]
