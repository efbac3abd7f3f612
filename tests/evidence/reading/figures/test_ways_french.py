"""Every way in which the French press writes a rate, a limit, a range, a share, a multiple or what is counted is one figure, whatever sentence it stands in."""

from __future__ import annotations

import pytest
from tests.evidence.ways import misread

BEHIND = (
    "L'usine fabrique 40 drones {}.",
    "Que le constructeur livre 40 drones {}, personne n'y croit.",
    "À terme, 40 drones {} doivent être assemblés.",
    "Dans la halle B, quelque 40 drones {} sont montés, a dit la directrice Ute Brahm.",
    "L'objectif de 40 drones {} tient.",
)
RATES_BEHIND = {
    "hour": ("par heure", "à l'heure", "chaque heure", "de l'heure", "/heure"),
    "day": ("par jour", "chaque jour", "tous les jours", "quotidiennement", "/jour"),
    "week": ("par semaine", "chaque semaine", "toutes les semaines", "hebdomadaires"),
    "month": ("par mois", "chaque mois", "tous les mois", "mensuels", "mensuellement", "/mois"),
    "quarter": ("par trimestre", "chaque trimestre", "tous les trimestres"),
    "year": ("par an", "par année", "chaque année", "tous les ans", "l'an", "annuellement", "annuels", "/an"),
}  # fmt: skip


@pytest.mark.parametrize(("per", "written"), [(per, way) for per, ways in RATES_BEHIND.items() for way in ways])  # fmt: skip
def test_a_rate_behind_its_figure(per: str, written: str) -> None:
    texts = [frame.replace(" {}", written) if written[0] == "/" else frame.format(written) for frame in BEHIND]  # fmt: skip
    assert misread("fr", [(text, [(0, 40, "drones", per)]) for text in texts]) == []


RATES_BEFORE = {
    "day": ("Chaque jour, {} sortent de l'usine.", "Par jour, {} sont assemblés.", "Tous les jours, l'usine livre {}.", "La production quotidienne atteint {}.", "L'usine a une capacité journalière de {}.", "L'usine livre chaque jour {}."),
    "week": ("Chaque semaine, {} sortent de l'usine.", "La production hebdomadaire est de {}.", "La cadence hebdomadaire atteint {}.", "Toutes les semaines, l'usine livre {}."),
    "month": ("Chaque mois, {} sortent de l'usine.", "L'usine livre chaque mois {}.", "Par mois, {} sont assemblés.", "La production mensuelle atteint {}.", "La cadence mensuelle est de {}.", "L'usine a une capacité mensuelle de {}.", "Avec une production mensuelle de {}, l'usine est petite.", "La cadence passera à {} mensuels.", "Tous les mois, l'usine livre {}.", "Elle vise une cadence de {} par mois.", "Elle tourne au rythme de {} par mois."),
    "quarter": ("Chaque trimestre, {} sortent de l'usine.", "La production trimestrielle atteint {}."),
    "year": ("Chaque année, {} sortent de l'usine.", "L'usine livre chaque année {}.", "Par an, {} sont assemblés.", "La production annuelle atteint {}.", "Sa capacité annuelle est de {}.", "L'usine a une capacité annuelle de {}.", "Avec une production annuelle de {}, l'usine est petite.", "Sa capacité annuelle passera à {}.", "Les besoins annuels sont estimés à {}.", "Tous les ans, l'usine livre {}.", "La capacité de production annuelle s'élève à {}.", "L'usine livre {} en moyenne par an."),
}  # fmt: skip


@pytest.mark.parametrize(("per", "frame"), [(per, frame) for per, frames in RATES_BEFORE.items() for frame in frames])  # fmt: skip
def test_a_rate_before_its_figure(per: str, frame: str) -> None:
    said = ("40 drones", "environ 40 drones", "quarante drones", "une quarantaine de drones")
    of = (frame.format(s).replace(" de une ", " d'une ").replace(" de environ ", " d'environ ") for s in said)  # fmt: skip
    assert misread("fr", [(text, [(0, 40, "drones", per)]) for text in of]) == []


LIMITED = (
    "Le chantier livre {}.",
    "Selon le ministère, {} sont commandés.",
    "Il en faudrait pour {}, lit-on dans le rapport.",
    "L'entrepôt abrite {} pour les garde-côtes.",
)
THINGS = (
    ("40 drones", 40, "drones"),
    ("1 200 obus", 1200, "shells"),
    ("40 millions de doses", 4e7, "doses"),
    ("4,5 millions de tonnes", 4.5e6, "tonnes"),
)
LIMITS = {
    1: ("au moins", "au minimum", "pas moins de", "un minimum de", "plus de", "un peu plus de", "bien plus de", "nettement plus de", "largement plus de", "au bas mot", "à tout le moins", "au-delà de", "minimum"),
    -1: ("au plus", "au maximum", "tout au plus", "jusqu'à", "un maximum de", "pas plus de", "au mieux", "moins de", "un peu moins de", "nettement moins de", "bien moins de", "au grand maximum", "maximum"),
    0: ("environ", "quelque", "près de", "presque", "à peu près", "autour de", "à peine", "pas loin de", "approximativement", "seulement", "exactement", "au total", "précisément", "de l'ordre de", "plus ou moins", "grosso modo", "encore", "déjà", "les", "ces", "ses"),
}  # fmt: skip


@pytest.mark.parametrize(("side", "written"), [(side, way) for side, ways in LIMITS.items() for way in ways])  # fmt: skip
def test_a_limit(side: int, written: str) -> None:
    assert misread("fr", [(frame.format(f"{written} {said}"), [(side, value, unit, "")]) for frame in LIMITED for said, value, unit in THINGS]) == []  # fmt: skip


@pytest.mark.parametrize(("side", "written"), [(side, way) for side, ways in LIMITS.items() for way in ways])  # fmt: skip
def test_a_limit_of_a_sum(side: int, written: str) -> None:
    frames = ("Le projet coûte {}.", "L'État y consacre {}.", "La facture s'élève à {}.", "Il a fallu {}, a dit le maire.")  # fmt: skip
    sums = [(f"{written} 40 millions d'euros", 4e7), (f"{written} 40 M€", 4e7)]
    assert misread("fr", [(frame.format(said), [(side, value, "EUR", "")]) for frame in frames for said, value in sums]) == []  # fmt: skip


LIMITS_BEHIND = {
    1: ("ou plus", "au moins", "au minimum", "minimum", "et plus", "ou davantage"),
    -1: ("ou moins", "au plus", "au maximum", "maximum", "tout au plus"),
    0: ("environ", "au total", "à peu près", "en tout"),
}


@pytest.mark.parametrize(("side", "written"), [(side, way) for side, ways in LIMITS_BEHIND.items() for way in ways])  # fmt: skip
def test_a_limit_behind_its_figure(side: int, written: str) -> None:
    frames = ("Le chantier demande 40 drones {}.", "Il y en avait pour 40 drones {}, dit-elle.", "Il faut 40 drones {}, et vite.")  # fmt: skip
    assert misread("fr", [(f.format(written), [(side, 40, "drones", "")]) for f in frames]) == []


DOZENS = (
    ("une dizaine", 0, 10), ("une douzaine", 0, 12), ("une quinzaine", 0, 15), ("une vingtaine", 0, 20), ("une trentaine", 0, 30), ("une quarantaine", 0, 40), ("une cinquantaine", 0, 50), ("une soixantaine", 0, 60), ("une centaine", 0, 100),
    ("plus d'une quarantaine", 1, 40), ("près d'une quarantaine", 0, 40), ("moins d'une quarantaine", -1, 40), ("plus d'une centaine", 1, 100), ("une bonne quarantaine", 0, 40), ("une petite centaine", 0, 100), ("une bonne centaine", 0, 100), ("un millier", 0, 1000), ("plus d'un millier", 1, 1000), ("un bon millier", 0, 1000), ("deux douzaines", 0, 24), ("deux cents", 0, 200), ("la quarantaine", 0, 40), ("la centaine", 0, 100), ("quelque deux cents", 0, 200), ("cette quarantaine", 0, 40),
)  # fmt: skip


@pytest.mark.parametrize(("written", "side", "value"), DOZENS)
def test_a_number_said_roughly(written: str, side: int, value: float) -> None:
    frames = ("Le chantier livre {} drones.", "Selon le ministère, {} drones sont commandés.", "L'entrepôt abrite {} drones pour les garde-côtes.")  # fmt: skip
    of = "" if written.endswith("cents") else " de"
    assert misread("fr", [(f.format(written + of), [(side, value, "drones", "")]) for f in frames]) == []  # fmt: skip


RANGES = (
    ("40 à 60 drones", (40, 60), "drones"),
    ("quarante à soixante drones", (40, 60), "drones"),
    ("40-60 drones", (40, 60), "drones"),
    ("entre 40 et 60 drones", (40, 60), "drones"),
    ("de 40 à 60 drones", (40, 60), "drones"),
    ("environ 40 à 60 drones", (40, 60), "drones"),
    ("entre quarante et soixante drones", (40, 60), "drones"),
    ("quelque 40 à 60 drones", (40, 60), "drones"),
    ("40 000 à 60 000 drones", (40000, 60000), "drones"),
    ("entre 40 000 et 60 000 drones", (40000, 60000), "drones"),
    ("40 à 60 millions de doses", (4e7, 6e7), "doses"),
    ("de 40 à 60 millions de doses", (4e7, 6e7), "doses"),
    ("40 millions à 60 millions de doses", (4e7, 6e7), "doses"),
    ("entre 4,5 et 5 millions de tonnes", (4.5e6, 5e6), "tonnes"),
    ("entre 900 000 et 1,2 million de doses", (9e5, 1.2e6), "doses"),
    ("900 000 à 1,2 million de doses", (9e5, 1.2e6), "doses"),
    ("quatre à cinq drones", (4, 5), "drones"),
    ("quatre ou cinq drones", (4, 5), "drones"),
    ("deux à trois douzaines de drones", (24, 36), "drones"),
    ("40 à 60 pièces", (40, 60), "pieces"),
    ("40 à 60 MW", (40, 60), "MW"),
    ("40 à 60 exemplaires", (40, 60), "pieces"),
)
RANGED = (
    "Le chantier livre {}.",
    "Il faudrait {}, lit-on dans le rapport.",
    "Le ministère compte sur {}.",
    "Selon des rapports anciens, ce serait {} en tout.",
)


@pytest.mark.parametrize(("written", "ends", "unit"), RANGES)
def test_a_range(written: str, ends: tuple[float, float], unit: str) -> None:
    assert misread("fr", [(f.format(written), [(0, ends, unit, "")]) for f in RANGED]) == []


SUMS = (
    ("40 à 60 millions d'euros", (4e7, 6e7), "EUR"),
    ("de 40 à 60 millions d'euros", (4e7, 6e7), "EUR"),
    ("40 millions à 60 millions d'euros", (4e7, 6e7), "EUR"),
    ("40-60 M€", (4e7, 6e7), "EUR"),
    ("40 à 60 M€", (4e7, 6e7), "EUR"),
    ("entre 40 et 60 millions d'euros", (4e7, 6e7), "EUR"),
    ("entre 40 M€ et 60 M€", (4e7, 6e7), "EUR"),
    ("800 millions à 1,2 milliard d'euros", (8e8, 1.2e9), "EUR"),
    ("entre 800 millions et 1,2 milliard d'euros", (8e8, 1.2e9), "EUR"),
    ("40 à 60 euros", (40, 60), "EUR"),
    ("entre 40 et 60 euros", (40, 60), "EUR"),
    ("entre 40 euros et 60 euros", (40, 60), "EUR"),
    ("40 à 60 %", (40, 60), "%"),
    ("de 40 à 60 %", (40, 60), "%"),
    ("40 % à 60 %", (40, 60), "%"),
    ("entre 40 et 60 %", (40, 60), "%"),
    ("entre 40 % et 60 %", (40, 60), "%"),
    ("4,5 à 6 pour cent", (4.5, 6), "%"),
    ("deux à trois ans", (2, 3), "year"),
    ("18 à 24 mois", (18, 24), "month"),
    ("de 18 à 24 mois", (18, 24), "month"),
    ("entre 18 et 24 mois", (18, 24), "month"),
    ("six à huit semaines", (6, 8), "week"),
    ("deux ou trois ans", (2, 3), "year"),
)


@pytest.mark.parametrize(("written", "ends", "unit"), SUMS)
def test_a_range_of_sums_shares_and_spans(written: str, ends: tuple[float, float], unit: str) -> None:  # fmt: skip
    frames = ("Le projet demande {}.", "Le directeur table sur {}, pas plus.", "Selon ses calculs, il faudra {}.")  # fmt: skip
    assert misread("fr", [(f.format(written), [(0, ends, unit, "")]) for f in frames]) == []


MOVES = (
    "La production passe de 40 à 60 drones.",
    "La flotte doit passer de 40 aujourd'hui à 60 drones.",
    "La cadence est passée de 40 drones à 60 drones.",
    "L'usine a porté sa production de 40 à 60 drones.",
    "Au lieu des 40 commandés, 60 drones sont arrivés.",
    "Au lieu de 40 drones, il en faudra 60.",
    "Sur les 40 drones commandés, 60 sont payés.",
    "Le chantier a construit 40 drones, contre 60 un an plus tôt.",
    "Le chantier a construit 40 drones contre 60 l'an dernier.",
    "Le chantier a construit 40 drones (contre 60 en 2023).",
    "Le chantier livre 40 drones et en prépare 60.",
    "40 drones sont là, 60 manquent encore.",
    "Il y avait 40 drones, il y en a 60.",
    "Il a promis 40 drones, il en a livré 60.",
    "On lui avait promis 40 drones, elle en a 60.",
    "On lui avait promis 40 drones, il y en a 60.",
    "L'entreprise s'était engagée à livrer 40 drones, j'en compte 60.",
    "Les 40 drones ne suffisent pas, il en faudrait 60.",
)


@pytest.mark.parametrize("text", MOVES)
def test_what_moved_is_two_figures(text: str) -> None:
    assert misread("fr", [(text, [(0, 40, "drones", ""), (0, 60, "drones", "")])]) == []


SHARES = (
    ("les deux tiers", 0.667), ("deux tiers", 0.667), ("un tiers", 0.333), ("le tiers", 0.333), ("près d'un tiers", 0.333), ("un bon tiers", 0.333), ("plus ou moins un tiers", 0.333), ("quelque deux tiers", 0.667),
    ("le quart", 0.25), ("un quart", 0.25), ("les trois quarts", 0.75), ("trois quarts", 0.75), ("près du quart", 0.25), ("un cinquième", 0.2), ("les quatre cinquièmes", 0.8), ("un sixième", 0.167), ("un huitième", 0.125), ("un dixième", 0.1), ("les neuf dixièmes", 0.9),
    ("la moitié", 0.5), ("près de la moitié", 0.5), ("environ la moitié", 0.5), ("une bonne moitié", 0.5), ("presque la moitié", 0.5),
)  # fmt: skip
SHARED = (
    "En mai, {} des drones étaient prêts.",
    "L'usine a livré {} des drones.",
    "Que {} des drones manquent, personne ne le dit.",
    "{} des drones viennent de Norr.",
)


@pytest.mark.parametrize(("written", "value"), SHARES)
def test_a_share(written: str, value: float) -> None:
    assert misread("fr", [(f.format(written), [(0, value, "share", "")]) for f in SHARED]) == []


EACH = (
    ("un drone sur deux", 0.5), ("un drone sur cinq", 0.2), ("un drone sur dix", 0.1), ("deux drones sur trois", 0.667), ("trois drones sur quatre", 0.75), ("neuf drones sur dix", 0.9), ("près d'un drone sur cinq", 0.2), ("environ un drone sur trois", 0.333), ("quatre drones sur cinq", 0.8),
)  # fmt: skip


@pytest.mark.parametrize(("written", "value"), EACH)
def test_one_in_so_many(written: str, value: float) -> None:
    frames = ("En mai, {} est tombé en panne.", "Selon le rapport, {} est dépassé.", "{} reste au sol.")  # fmt: skip
    assert misread("fr", [(f.format(written), [(0, value, "share", "")]) for f in frames]) == []


MULTIPLES = (
    ("La production a doublé.", 2),
    ("Le nombre de drones a doublé.", 2),
    ("L'usine veut doubler sa production.", 2),
    ("Un doublement de la production est prévu.", 2),
    ("Le doublement de la cadence est acquis.", 2),
    ("Les coûts ont triplé.", 3),
    ("Le triplement des coûts inquiète.", 3),
    ("Les coûts ont quadruplé.", 4),
    ("Les coûts ont quintuplé.", 5),
    ("Les coûts ont décuplé.", 10),
    ("Les coûts ont sextuplé.", 6),
    ("Les coûts ont été divisés par deux.", 0.5),
    ("Les coûts ont été divisés par trois.", 0.333),
    ("Les coûts ont été multipliés par trois.", 3),
    ("Une multiplication par trois des coûts est prévue.", 3),
    ("Les effectifs ont été réduits de moitié.", 0.5),
    ("C'est trois fois plus que prévu.", 3),
    ("C'est trois fois plus cher.", 3),
    ("C'est deux fois plus qu'en mai.", 2),
    ("Cela prend deux fois plus de temps.", 2),
    ("C'est le double du budget.", 2),
    ("C'est le triple du budget.", 3),
    ("C'est le quintuple du budget.", 5),
    ("C'est trois fois moins que ce que nous demandions.", 0.333),
    ("C'est deux fois moins qu'en mai.", 0.5),
    ("Cela coûte quatre fois moins cher.", 0.25),
    ("C'est une fois et demie plus que prévu.", 1.5),
    ("C'est deux fois et demie plus que prévu.", 2.5),
    ("C'est 2,5 fois plus que prévu.", 2.5),
    ("L'emprunt a été souscrit 2,5 fois.", 2.5),
    ("Le prix est trois fois supérieur à celui de mai.", 3),
    ("Il faut le double de ce volume.", 2),
    ("La demande est dix fois plus élevée.", 10),
    ("La demande représente trois fois la production.", 3),
    ("La demande équivaut à trois fois celle de mai.", 3),
    ("Le prix fait quatre fois le coût.", 4),
)


@pytest.mark.parametrize(("text", "value"), MULTIPLES)
def test_a_multiple(text: str, value: float) -> None:
    assert misread("fr", [(text, [(0, value, "x", "")])]) == []


def test_a_multiple_that_is_a_limit() -> None:
    assert misread("fr", [
        ("L'usine a plus que doublé sa production.", [(1, 2, "x", "")]),
        ("Les coûts ont plus que triplé.", [(1, 3, "x", "")]),
        ("Le prix a été plus que divisé par deux.", [(-1, 0.5, "x", "")]),
        ("Les coûts ont presque doublé.", [(0, 2, "x", "")]),
        ("C'est plus du double du budget.", [(1, 2, "x", "")]),
        ("C'est au moins le double du budget.", [(1, 2, "x", "")]),
        ("Plus de la moitié des drones sont prêts.", [(1, 0.5, "share", "")]),
        ("Moins d'un tiers des drones sont prêts.", [(-1, 0.333, "share", "")]),
        ("Moins du tiers des drones sont prêts.", [(-1, 0.333, "share", "")]),
        ("Plus du quart des drones sont prêts.", [(1, 0.25, "share", "")]),
        ("Plus des deux tiers des drones sont prêts.", [(1, 0.667, "share", "")]),
        ("Plus d'un drone sur cinq est prêt.", [(1, 0.2, "share", "")]),
        ("Au moins les deux tiers des drones sont prêts.", [(1, 0.667, "share", "")]),
        ("Jusqu'à la moitié des drones sont prêts.", [(-1, 0.5, "share", "")]),
    ]) == []  # fmt: skip


UNITS = (
    ("40 chars", 40, "tanks"), ("40 chars de combat", 40, "tanks"), ("40 blindés", 40, "vehicles"), ("40 véhicules blindés", 40, "vehicles"), ("40 canons", 40, "guns"), ("40 obusiers", 40, "howitzers"), ("40 obus", 40, "shells"), ("40 obus de 155 mm", 40, "shells"), ("40 missiles", 40, "missiles"), ("40 munitions téléopérées", 40, "munitions"),
    ("40 avions de chasse", 40, "jets"), ("40 avions de combat", 40, "aircraft"), ("40 hélicoptères", 40, "helicopters"), ("40 drones sous-marins", 40, "drones"), ("40 patrouilleurs", 40, "boats"), ("40 frégates", 40, "frigates"), ("40 sous-marins", 40, "submarines"), ("40 navires", 40, "ships"), ("40 bâtiments", 40, "buildings"), ("40 satellites", 40, "satellites"), ("40 fusées", 40, "rockets"), ("40 lanceurs", 40, "launchers"),
    ("40 rames", 40, "trains"), ("40 trains à grande vitesse", 40, "trains"), ("40 tramways", 40, "trams"), ("40 bus", 40, "buses"), ("40 autobus", 40, "buses"), ("40 autocars", 40, "coaches"), ("40 bus électriques", 40, "buses"), ("40 locomotives", 40, "locomotives"), ("40 wagons", 40, "wagons"), ("40 voitures", 40, "cars"), ("40 camions", 40, "trucks"),
    ("40 éoliennes", 40, "turbines"), ("40 turbines", 40, "turbines"), ("40 pales", 40, "blades"), ("40 transformateurs", 40, "transformers"), ("40 postes électriques", 40, "substations"), ("40 pylônes", 40, "pylons"), ("40 pompes à chaleur", 40, "pumps"), ("40 panneaux solaires", 40, "panels"), ("40 batteries", 40, "batteries"), ("40 cellules", 40, "cells"), ("40 bioréacteurs", 40, "bioreactors"), ("40 réacteurs", 40, "reactors"),
    ("40 tonnes", 40, "tonnes"), ("40 t", 40, "tonnes"), ("40 tonnes de blé", 40, "tonnes"), ("40 000 t de blé", 40000, "tonnes"), ("40 MW", 40, "MW"), ("40 mégawatts", 40, "MW"), ("40 gigawatts", 40, "GW"), ("40 GWh", 40, "GWh"), ("40 gigawattheures", 40, "GWh"), ("40 mégawattheures", 40, "MWh"), ("40 MWh", 40, "MWh"), ("40 térawattheures", 40, "TWh"), ("40 kilowattheures", 40, "kWh"),
    ("40 pièces", 40, "pieces"), ("40 exemplaires", 40, "pieces"), ("40 lits", 40, "beds"), ("40 lits de réanimation", 40, "beds"), ("40 logements", 40, "homes"), ("40 logements sociaux", 40, "homes"), ("40 foyers", 40, "households"), ("40 ménages", 40, "households"), ("40 maisons", 40, "houses"), ("40 chambres", 40, "rooms"),
    ("40 litres", 40, "litres"), ("40 hectares", 40, "hectares"), ("40 mètres cubes", 40, "m³"), ("40 kilomètres", 40, "km"), ("40 quintaux", 40, "quintals"), ("40 boîtes", 40, "boxes"), ("40 doses", 40, "doses"), ("40 flacons", 40, "vials"), ("40 médicaments", 40, "medicines"), ("40 vaccins", 40, "vaccines"), ("40 comprimés", 40, "tablets"), ("40 masques", 40, "masks"),
    ("40 emplois", 40, "jobs"), ("40 postes", 40, "jobs"), ("40 salariés", 40, "employees"), ("40 employés", 40, "employees"), ("40 ouvriers", 40, "workers"), ("40 ingénieurs", 40, "engineers"), ("40 soldats", 40, "soldiers"), ("40 militaires", 40, "soldiers"), ("40 infirmières", 40, "nurses"), ("40 médecins", 40, "doctors"), ("40 apprentis", 40, "apprentices"), ("40 conducteurs", 40, "drivers"), ("40 cheminots", 40, "railwaymen"), ("40 patients", 40, "patients"), ("40 habitants", 40, "inhabitants"), ("40 communes", 40, "municipalities"), ("40 élèves", 40, "pupils"),
    ("40 places", 40, "places"), ("40 places assises", 40, "seats"), ("40 sièges", 40, "seats"), ("40 écoles", 40, "schools"), ("40 hôpitaux", 40, "hospitals"), ("40 ponts", 40, "bridges"), ("40 gares", 40, "stations"), ("40 moteurs", 40, "engines"), ("40 signalements", 40, "reports"), ("40 plaintes", 40, "complaints"), ("40 retards", 40, "delays"), ("40 lignes", 40, "lines"), ("40 fournisseurs", 40, "suppliers"), ("40 sous-traitants", 40, "subcontractors"), ("40 pays", 40, "countries"), ("40 principes actifs", 40, "ingredients"), ("40 piscines olympiques", 40, "pools"), ("40 conteneurs", 40, "containers"), ("40 forages", 40, "wells"),
)  # fmt: skip
COUNTED = (
    "L'entreprise a cité {}.",
    "Le rapport parle de {} qui manquent encore.",
    "L'an dernier, il y avait {}.",
)


@pytest.mark.parametrize(("written", "value", "unit"), UNITS)
def test_what_is_counted(written: str, value: float, unit: str) -> None:
    assert misread("fr", [(f.format(written), [(0, value, unit, "")]) for f in COUNTED]) == []


OTHERS = (
    ("Le marché de 40 millions d'euros est signé.", [(4e7, "EUR")]),
    ("Un contrat de trois ans a été signé.", [(3, "year")]),
    ("Des bus de 17 ans d'âge assurent le service.", []),
    ("Les automotrices, vieilles de 40 ans, roulent encore.", []),
    ("Des rames âgées de 40 ans roulent encore.", []),
    ("Il en faut moitié moins.", [(0.5, "share")]),
    ("Un atelier vieux de 40 ans sera rasé.", []),
    ("Le directeur, âgé de 47 ans, s'en va.", []),
    ("Les rames à deux étages arrivent.", []),
    ("Ils ont commandé 40 rames à deux étages.", [(40, "trains")]),
    ("Ils ont acheté 40 rames à trois voitures.", [(40, "trains")]),
    ("Ils ont vendu 40 moteurs à quatre temps.", [(40, "engines")]),
    ("La troisième frégate est prête.", []),
    ("La halle 4 et la porte 12 sont fermées.", []),
    ("Le bateau mesure 40 mètres de long.", []),
    ("L'usine se trouve à 40 kilomètres de Norr.", []),
    ("Le terrain couvre 20 000 mètres carrés.", []),
    ("L'article 12 reste en vigueur.", []),
    ("La fête a commencé jeudi à 14 heures.", []),
    ("C'est vrai depuis le 3 mai 2024.", []),
    ("Norr a gagné 3 à 2.", []),
    ("Norr l'a emporté 3-2.", []),
    ("Le numéro est le 01 23 45 67 89.", []),
    ("Elle a livré un satellite et demi en mai.", [(1.5, "satellites")]),
    ("Elle a attendu un an et demi.", [(1.5, "year")]),
    ("La région versera 8, l'État 22 millions d'euros.", [(8e6, "EUR"), (22e6, "EUR")]),
    ("L'État paie 60 %, la région 30 et la ville le reste.", [(60, "%"), (30, "%")]),
    ("Sur le milliard d'euros promis, 370 millions sont versés.", [(1e9, "EUR"), (370e6, "EUR")]),
    ("Le hall coûtera 140 millions d'euros au lieu de 90.", [(140e6, "EUR"), (90e6, "EUR")]),
    ("Elle a vendu 12 millions de doses, contre 9 en mai.", [(12e6, "doses"), (9e6, "doses")]),
    ("L'un des bateaux a coulé, les trois autres ont appareillé.", [(3, "")]),
    ("Selon deux sources, le contrat est signé.", []),
    ("Deux porte-parole du chantier ont confirmé la vente.", []),
    ("Le directeur de 54 ans s'en va.", []),
    ("L'usine tourne 24 heures sur 24 et sept jours sur sept.", []),
    ("Le hall a coûté un quart de million d'euros.", [(250000, "EUR")]),
    ("Au lieu des 40 rames promises, 60 sont arrivées.", [(40, "trains"), (60, "trains")]),
    ("Il en est venu 60 au lieu de 40.", [(60, ""), (40, "")]),
    ("Le site tourne en trois équipes.", [(3, "shifts")]),
    ("Deux équipes de soudeurs y travaillent.", [(2, "crews")]),
    ("Les coûts ont gagné 40 M$ CA.", [(4e7, "CAD")]),
    ("Ottawa a promis 40 M$ au Québec, selon la presse canadienne.", [(4e7, "CAD")]),
    ("Ottawa a promis 40 M$ US au Québec, selon la presse canadienne.", [(4e7, "USD")]),
    ("Washington a promis 40 M$ au Canada.", [(4e7, "USD")]),
    ("Bus électriques à Norr : cinq sont là, quinze se font attendre", [(5, "buses"), (15, "buses")]),
    ("C'est onze de moins que prévu.", [(11, "")]),
    ("Le budget a gagné 5 points à 40 %.", [(5, "%"), (40, "%")]),
    ("62 % des habitants sont pour, un recul de 5 points depuis mai.", [(62, "%"), (5, "%")]),
    ("La part atteint 62 %, soit 5 points de plus.", [(62, "%"), (5, "%")]),
    ("La part est de 62 %, en baisse de 5 points.", [(62, "%"), (5, "%")]),
    ("La part est passée de 62 à 67 %, une hausse de 5 points.", [(62, "%"), (67, "%"), (5, "%")]),
    ("La loi est passée par 94 voix contre 31.", [(94, "votes"), (31, "votes")]),
    ("La loi est passée par 94 voix contre 31 et 12 abstentions.", [(94, "votes"), (31, "votes"), (12, "abstentions")]),
    ("Elle demande 3 400 heures de travail, contre 5 100 pour l'ancienne.", [(3400, "hour"), (5100, "hour")]),
    ("Chaque exemplaire demande 3 400 heures, contre 5 100 avant.", [(3400, "hour"), (5100, "hour")]),
)  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), OTHERS)
def test_others_and_what_is_no_figure(text: str, wanted: list[tuple[float, str]]) -> None:
    assert misread("fr", [(text, [(0, value, unit, "") for value, unit in wanted])]) == []
