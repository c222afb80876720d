"""The invented deputies of two invented parliaments, with party and district."""

from letters.samples.shapes import Body, Human, OfficeHeld
from letters.samples.world import ASSEMBLY, CHAMBER

_SAMPLOVIA = """
Adela Thornquay | Harbour Party | Portbridge North
Bastian Merrowdale | Meadow League | Lower Ambry
Calla Winterstoke | Civic Union | Portbridge South
Dorian Ashvault | Orchard Greens | Tern Islands
Elspet Marrowick | Harbour Party | Saltmarsh
Fenn Galloway-Trist | Meadow League | Windlass Hills
Greta Underlock | Civic Union | Oldquay
Hobart Pellimore | Harbour Party | Upper Ambry
Isaura Finchcombe | Orchard Greens | Portbridge East
Jasper Coldwater-Rook | Independent | Lanternside
Katrin Ollerby | Meadow League | Barley Cross
Lorcan Vastermoor | Harbour Party | Gullhaven
Minna Sedgebarrow | Civic Union | Portbridge West
Nestor Quarrelton | Orchard Greens | Mistley Down
Odile Harrowgreen | Harbour Party | Chandlers' Row
Piers Tamworthy-Bell | Meadow League | Sixmile
Quenna Rushlake | Civic Union | Weirside
Roderic Stallowby | Harbour Party | Old Ferry
Sunniva Drakelow | Orchard Greens | Heron Reach
Tobiah Wexcombe | Meadow League | Cold Ambry
Ursel Bramblecote | Civic Union | Millrace
Viggo Saltonstreet | Harbour Party | Anchor Bay
Wilhelma Cragside-Poe | Independent | Highfold
Xanthe Orrisdale | Orchard Greens | Applegarth
Yorick Lampeterson | Harbour Party | Portbridge Docks
Zelda Farthingmoor | Meadow League | Rye Common
Anselm Tidewright | Civic Union | Glassworks
Brenna Hollowmere | Harbour Party | Cormorant Point
Cosmo Larkenfell | Meadow League | Threshing
Delphia Stonequill | Civic Union | Bellfounders
Emeric Wadesmill | Orchard Greens | Willow End
Fiora Nettlebrook | Harbour Party | Lower Quay
Gideon Parsloe-Wynd | Meadow League | Shepherd's Gate
Hesper Aldermarsh | Civic Union | Southlock
Ivo Cranmoor | Harbour Party | Sandbank
Jocasta Wrenfield | Orchard Greens | Beechover
Konrad Thistlewade | Meadow League | Dry Ambry
Leocadia Marchbank-Orr | Civic Union | Market Cross
Magnus Dovercliff-Lune | Harbour Party | Lighthouse
Nerissa Owlpenny | Independent | Far Isles
"""

_FICTANIA = """
Amaury Belcastre | Parti des Tilleuls | Clairval 1
Blandine Roquevert | Parti des Tilleuls | Clairval 4
Cyprien Aubemarle | Union des Vallées | Haute-Lisse
Doriane Tressault | Union des Vallées | Basse-Lisse
Évariste Montclune | Les Indépendants | Pont-aux-Oies
Fantine Orsevaux | Parti des Tilleuls | Lac-Blanc
Gatien Harcombel | Union des Vallées | Trois-Moulins
Honorine Valdessac | Les Indépendants | Saint-Orme
"""


def _deputies(table: str, *, body: Body, title: str, start: str, end: str = "") -> tuple[Human, ...]:
    people = []
    for line in table.strip().splitlines():
        name, party, district = (part.strip() for part in line.split("|"))
        given, _, family = name.partition(" ")
        seat = OfficeHeld(title=title, body=body, party=party, area=district, start=start, end=end)
        people.append(
            Human(name=name, given=given, family=family, summary=f"{title}, {body.name} (invented).", offices=(seat,))
        )
    return tuple(people)


SAMPLOVIAN = _deputies(
    _SAMPLOVIA, body=ASSEMBLY, title="Member of the National Assembly", start="2008-10", end="2020-10"
)
FICTANIAN = _deputies(_FICTANIA, body=CHAMBER, title="Deputy", start="2016-05", end="2026-05")
