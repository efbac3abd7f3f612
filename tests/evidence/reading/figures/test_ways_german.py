"""Every way in which the German press writes a rate, a limit, a range, a share, a multiple or what is counted is one figure, whatever sentence it stands in."""

import pytest
from tests.evidence.ways import misread

BEHIND = (
    "Das Werk baut 40 Drohnen {}.",
    "Dass der Hersteller 40 Drohnen {} liefern kann, bezweifelt niemand.",
    "Künftig sollen 40 Drohnen {} gebaut werden.",
    "In Halle 3 entstehen dann rund 40 Drohnen {}, sagte Werkleiterin Ute Brahm.",
    "Das Ziel von 40 Drohnen {} steht.",
)
RATES_BEHIND = {
    "hour": ("pro Stunde", "je Stunde", "in der Stunde", "stündlich", "die Stunde"),
    "shift": ("je Schicht", "pro Schicht", "in jeder Schicht"),
    "day": ("am Tag", "pro Tag", "je Tag", "täglich", "jeden Tag"),
    "week": ("pro Woche", "in der Woche", "je Woche", "wöchentlich", "jede Woche"),
    "month": ("im Monat", "pro Monat", "je Monat", "monatlich", "jeden Monat", "/Monat"),
    "quarter": ("pro Quartal", "im Quartal", "je Quartal", "vierteljährlich", "jedes Quartal"),
    "year": ("im Jahr", "pro Jahr", "je Jahr", "jährlich", "jedes Jahr", "p. a.", "p.a.", "/Jahr", "pro anno", "Jahr für Jahr"),
}  # fmt: skip


@pytest.mark.parametrize(("per", "written"), [(per, way) for per, ways in RATES_BEHIND.items() for way in ways])  # fmt: skip
def test_a_rate_behind_its_figure(per: str, written: str) -> None:
    texts = [frame.replace(" {}", written) if written[0] == "/" else frame.format(written) for frame in BEHIND]  # fmt: skip
    assert misread("de", [(text, [(0, 40, "drones", per)]) for text in texts]) == []


RATES_BEFORE = {
    "day": ("Täglich verlassen {} das Werk.", "Das Werk stellt täglich {} her.", "Pro Tag werden {} fertig.", "Die Tagesproduktion liegt bei {}.", "Am Tag schafft das Werk {}.", "Jeden Tag rollen {} vom Band."),
    "week": ("Wöchentlich verlassen {} das Werk.", "Pro Woche werden {} fertig.", "Das Werk kommt auf einen wöchentlichen Ausstoß von {}.", "In der Woche schafft das Werk {}.", "Jede Woche rollen {} vom Band."),
    "month": ("Monatlich verlassen {} das Werk.", "Das Werk stellt monatlich {} her.", "Im Monat werden {} fertig.", "Pro Monat werden {} fertig.", "Die monatliche Produktion liegt bei {}.", "Die Monatsproduktion beträgt {}.", "Die Monatskapazität von {} reicht nicht.", "Jeden Monat rollen {} vom Band.", "Das Werk ist für eine Monatsleistung von {} ausgelegt.", "Monat für Monat kommen {} dazu."),
    "quarter": ("Pro Quartal werden {} fertig.", "Im Quartal schafft das Werk {}.", "Jedes Quartal kommen {} dazu."),
    "year": ("Jährlich verlassen {} das Werk.", "Das Werk stellt jährlich {} her.", "Pro Jahr werden {} fertig.", "Im Jahr schafft das Werk {}.", "Die Jahresproduktion liegt bei {}.", "Mit einer Jahresproduktion von {} ist das Werk klein.", "Das Werk hat eine Jahreskapazität von {}.", "Die jährliche Kapazität steigt auf {}.", "Der Jahresbedarf wird auf {} geschätzt.", "Jedes Jahr rollen {} vom Band.", "Der Ausstoß soll auf jährlich {} wachsen.", "Bei einem Jahresausstoß von {} rechnet sich das.", "Die Jahresfertigung soll {} erreichen."),
}  # fmt: skip


@pytest.mark.parametrize(("per", "frame"), [(per, frame) for per, frames in RATES_BEFORE.items() for frame in frames])  # fmt: skip
def test_a_rate_before_its_figure(per: str, frame: str) -> None:
    said = ("40 Drohnen", "rund 40 Drohnen", "vierzig Drohnen")
    assert misread("de", [(frame.format(s), [(0, 40, "drones", per)]) for s in said]) == []


LIMITED = (
    "Die Werft liefert {}.",
    "Nach Angaben des Ministeriums sind {} bestellt.",
    "Gebraucht werden {}, heißt es im Bericht.",
    "Im Lager stehen {} für die Küstenwache.",
)
THINGS = (
    ("40 Drohnen", 40, "drones"),
    ("1.200 Granaten", 1200, "shells"),
    ("40 Millionen Dosen", 4e7, "doses"),
    ("4,5 Mio. Tonnen", 4.5e6, "tonnes"),
)
LIMITS = {
    1: ("mindestens", "wenigstens", "zumindest", "nicht weniger als", "mehr als", "deutlich mehr als", "weit mehr als", "etwas mehr als", "über", "weit über", "deutlich über", "etwas über", "knapp über", "ein Minimum von", "im Minimum"),
    -1: ("höchstens", "maximal", "bis zu", "nicht mehr als", "allenfalls", "weniger als", "deutlich weniger als", "etwas weniger als", "unter", "knapp unter", "nicht einmal", "noch nicht einmal", "keine", "ein Maximum von", "im Höchstfall", "bestenfalls", "nicht ganz"),
    0: ("rund", "etwa", "ungefähr", "circa", "ca.", "fast", "nahezu", "beinahe", "annähernd", "knapp", "gut", "an die", "um die", "schätzungsweise", "geschätzt", "genau", "exakt", "nur", "lediglich", "gerade einmal", "bloß", "insgesamt", "weitere", "zunächst", "sogar", "wohl", "in etwa", "geschätzte", "bislang", "zusammen"),
}  # fmt: skip


@pytest.mark.parametrize(("side", "written"), [(side, way) for side, ways in LIMITS.items() for way in ways])  # fmt: skip
def test_a_limit(side: int, written: str) -> None:
    assert misread("de", [(frame.format(f"{written} {said}"), [(side, value, unit, "")]) for frame in LIMITED for said, value, unit in THINGS]) == []  # fmt: skip


SIZED = (
    "Das Vorhaben kostet {}.",
    "Der Bund gibt dafür {} aus.",
    "Die Kosten belaufen sich auf {}.",
    "Verbucht wurden {}, sagte der Kämmerer.",
)


@pytest.mark.parametrize(("side", "written"), [(side, way) for side, ways in LIMITS.items() for way in ways])  # fmt: skip
def test_a_limit_of_a_sum(side: int, written: str) -> None:
    assert misread("de", [(frame.format(f"{written} 40 Millionen Euro"), [(side, 4e7, "EUR", "")]) for frame in SIZED]) == []  # fmt: skip


LIMITS_BEHIND = {
    1: ("oder mehr", "und mehr", "mindestens", "aufwärts"),
    -1: ("oder weniger", "höchstens", "maximal"),
    0: ("insgesamt", "ungefähr", "etwa"),
}


@pytest.mark.parametrize(("side", "written"), [(side, way) for side, ways in LIMITS_BEHIND.items() for way in ways])  # fmt: skip
def test_a_limit_behind_its_figure(side: int, written: str) -> None:
    frames = ("Die Werft braucht 40 Drohnen {}.", "Es waren 40 Drohnen {}, sagte sie.", "Das kostet 40 Drohnen {}, und niemand weiß es.")  # fmt: skip
    assert misread("de", [(f.format(written), [(side, 40, "drones", "")]) for f in frames]) == []


RANGES = (
    ("40 bis 60 Drohnen", (40, 60), "drones"),
    ("vierzig bis sechzig Drohnen", (40, 60), "drones"),
    ("40-60 Drohnen", (40, 60), "drones"),
    ("40–60 Drohnen", (40, 60), "drones"),
    ("40 – 60 Drohnen", (40, 60), "drones"),
    ("zwischen 40 und 60 Drohnen", (40, 60), "drones"),
    ("etwa 40 bis 60 Drohnen", (40, 60), "drones"),
    ("zwischen rund 40 und 60 Drohnen", (40, 60), "drones"),
    ("40 bis maximal 60 Drohnen", (40, 60), "drones"),
    ("40 bis höchstens 60 Drohnen", (40, 60), "drones"),
    ("40.000 bis 60.000 Drohnen", (40000, 60000), "drones"),
    ("40 000 bis 60 000 Drohnen", (40000, 60000), "drones"),
    ("40 bis 60 Millionen Dosen", (4e7, 6e7), "doses"),
    ("40 Millionen bis 60 Millionen Dosen", (4e7, 6e7), "doses"),
    ("4,5 bis 5 Mio. Tonnen", (4.5e6, 5e6), "tonnes"),
    ("zwischen 4,5 und 5 Millionen Tonnen", (4.5e6, 5e6), "tonnes"),
    ("900.000 bis 1,2 Millionen Dosen", (9e5, 1.2e6), "doses"),
    ("zwischen 900.000 und 1,2 Millionen Dosen", (9e5, 1.2e6), "doses"),
    ("vier bis fünf Drohnen", (4, 5), "drones"),
    ("vier oder fünf Drohnen", (4, 5), "drones"),
    ("zwei bis drei Dutzend Drohnen", (24, 36), "drones"),
    ("40 bis 60 Stück", (40, 60), "pieces"),
    ("40 bis 60 MW", (40, 60), "MW"),
)
RANGED = (
    "Die Werft liefert {}.",
    "Gebraucht werden {}, heißt es im Bericht.",
    "Das Ministerium rechnet mit {}.",
    "Nach früheren Berichten sollen es {} sein.",
)


@pytest.mark.parametrize(("written", "ends", "unit"), RANGES)
def test_a_range(written: str, ends: tuple[float, float], unit: str) -> None:
    assert misread("de", [(f.format(written), [(0, ends, unit, "")]) for f in RANGED]) == []


SUMS = (
    ("40 bis 60 Millionen Euro", (4e7, 6e7), "EUR"),
    ("40 Millionen bis 60 Millionen Euro", (4e7, 6e7), "EUR"),
    ("40 Mio. bis 60 Mio. Euro", (4e7, 6e7), "EUR"),
    ("40-60 Mio. Euro", (4e7, 6e7), "EUR"),
    ("zwischen 40 und 60 Millionen Euro", (4e7, 6e7), "EUR"),
    ("zwischen 40 Mio. und 60 Mio. Euro", (4e7, 6e7), "EUR"),
    ("800 Millionen bis 1,2 Milliarden Euro", (8e8, 1.2e9), "EUR"),
    ("40 bis 60 Euro", (40, 60), "EUR"),
    ("zwischen 40 und 60 Franken", (40, 60), "CHF"),
    ("40 Euro bis 60 Euro", (40, 60), "EUR"),
    ("40 bis 60 Prozent", (40, 60), "%"),
    ("40 bis 60 %", (40, 60), "%"),
    ("zwischen 40 und 60 Prozent", (40, 60), "%"),
    ("zwischen 4,5 und 6 Prozent", (4.5, 6), "%"),
    ("40 Prozent bis 60 Prozent", (40, 60), "%"),
    ("zwei bis drei Jahre", (2, 3), "year"),
    ("18 bis 24 Monate", (18, 24), "month"),
    ("zwischen 18 und 24 Monate", (18, 24), "month"),
    ("sechs bis acht Wochen", (6, 8), "week"),
)


@pytest.mark.parametrize(("written", "ends", "unit"), SUMS)
def test_a_range_of_sums_shares_and_spans(written: str, ends: tuple[float, float], unit: str) -> None:  # fmt: skip
    frames = ("Das Vorhaben braucht {}.", "Der Leiter rechnet mit {}, mehr nicht.", "Nach seiner Schätzung sind es {}.")  # fmt: skip
    assert misread("de", [(f.format(written), [(0, ends, unit, "")]) for f in frames]) == []


MOVES = (
    "Die Produktion steigt von 40 auf 60 Drohnen.",
    "Die Flotte soll von heute 40 auf 60 Drohnen wachsen.",
    "Das Werk erhöhte den Ausstoß von bisher 40 auf dann 60 Drohnen.",
    "Der Bestand ist von 40 Drohnen auf 60 Drohnen gewachsen.",
    "Statt der bestellten 40 kamen 60 Drohnen.",
    "Statt 40 Drohnen sollen es nun 60 sein.",
    "Bestellt waren 40 Drohnen, geliefert wurden 60.",
    "Die Werft hat 40 Drohnen gebaut, im Vorjahr waren es 60.",
    "Die Werft baute 40 Drohnen nach 60 im Vorjahr.",
    "Die Werft baute 40 Drohnen (Vorjahr: 60).",
    "Die Werft baute 40 Drohnen, nach 60 ein Jahr zuvor.",
    "Die Werft baut 40 Drohnen, künftig sollen es 60 sein.",
    "40 Drohnen sind da, 60 fehlen noch.",
    "Von den 40 Drohnen sind 60 bezahlt.",
    "Die 40 Drohnen reichen nicht, 60 wären nötig.",
)


@pytest.mark.parametrize("text", MOVES)
def test_what_moved_is_two_figures(text: str) -> None:
    assert misread("de", [(text, [(0, 40, "drones", ""), (0, 60, "drones", "")])]) == []


SHARES = (
    ("zwei Drittel", 0.667),
    ("ein Drittel", 0.333),
    ("ein knappes Drittel", 0.333),
    ("gut ein Drittel", 0.333),
    ("ein gutes Drittel", 0.333),
    ("rund ein Drittel", 0.333),
    ("fast zwei Drittel", 0.667),
    ("ein Viertel", 0.25),
    ("ein gutes Viertel", 0.25),
    ("drei Viertel", 0.75),
    ("dreiviertel", 0.75),
    ("ein Fünftel", 0.2),
    ("vier Fünftel", 0.8),
    ("ein Sechstel", 0.167),
    ("ein Achtel", 0.125),
    ("ein Zehntel", 0.1),
    ("neun Zehntel", 0.9),
    ("die Hälfte", 0.5),
    ("fast die Hälfte", 0.5),
    ("gut die Hälfte", 0.5),
    ("knapp die Hälfte", 0.5),
    ("etwa die Hälfte", 0.5),
)
SHARED = (
    "Im Mai waren {} der Drohnen fertig.",
    "Das Werk hat {} der Drohnen geliefert.",
    "Dass {} der Drohnen fehlt, sagt niemand.",
    "{} der Drohnen stammen aus Norr.",
)


@pytest.mark.parametrize(("written", "value"), SHARES)
def test_a_share(written: str, value: float) -> None:
    assert misread("de", [(f.format(written), [(0, value, "share", "")]) for f in SHARED]) == []


EACH = (
    ("jede zweite", 0.5), ("jede dritte", 0.333), ("jede vierte", 0.25), ("jede fünfte", 0.2), ("jede sechste", 0.167), ("jede siebte", 0.143), ("jede achte", 0.125), ("jede neunte", 0.111), ("jede zehnte", 0.1), ("jede zwanzigste", 0.05),
    ("rund jede fünfte", 0.2), ("fast jede zweite", 0.5), ("eine von fünf", 0.2), ("eine von zehn", 0.1), ("zwei von drei", 0.667), ("drei von vier", 0.75), ("sechs von zehn", 0.6), ("neun von zehn", 0.9),
)  # fmt: skip


@pytest.mark.parametrize(("written", "value"), EACH)
def test_one_in_so_many(written: str, value: float) -> None:
    noun = "Drohnen" if " von " in written else "Drohne"
    frames = ("Im Mai fiel {} {} aus.", "Nach dem Bericht ist {} {} veraltet.", "{} {} steht still.")  # fmt: skip
    assert misread("de", [(f.format(written, noun), [(0, value, "share", "")]) for f in frames]) == []  # fmt: skip


MULTIPLES = (
    ("Die Produktion hat sich verdoppelt.", 2),
    ("Die Zahl der Drohnen verdoppelte sich.", 2),
    ("Das Werk will seinen Ausstoß verdoppeln.", 2),
    ("Eine Verdoppelung der Produktion ist geplant.", 2),
    ("Eine Verdopplung des Ausstoßes gilt als sicher.", 2),
    ("Die Kosten haben sich verdreifacht.", 3),
    ("Die Kosten haben sich vervierfacht.", 4),
    ("Die Kosten haben sich verfünffacht.", 5),
    ("Die Kosten haben sich versechsfacht.", 6),
    ("Die Kosten haben sich versiebenfacht.", 7),
    ("Die Kosten haben sich verachtfacht.", 8),
    ("Die Kosten haben sich verzehnfacht.", 10),
    ("Die Kosten haben sich halbiert.", 0.5),
    ("Die Halbierung der Kosten gelang.", 0.5),
    ("Das ist dreimal so viel wie geplant.", 3),
    ("Das ist drei Mal so viel wie geplant.", 3),
    ("Das kostet dreimal so viel.", 3),
    ("Das ist dreimal mehr als geplant.", 3),
    ("Das ist doppelt so viel wie geplant.", 2),
    ("Das dauert doppelt so lange wie geplant.", 2),
    ("Das ist das Doppelte der Planung.", 2),
    ("Das Werk liefert das Dreifache.", 3),
    ("Das kostet das Anderthalbfache.", 1.5),
    ("Das kostet das Eineinhalbfache.", 1.5),
    ("Das kostet das Zweieinhalbfache.", 2.5),
    ("Das ist anderthalbmal so viel.", 1.5),
    ("Das ist halb so viel wie geplant.", 0.5),
    ("Das ist nur halb so teuer.", 0.5),
    ("Das kostet das 2,5-Fache.", 2.5),
    ("Das kostet das 2,5-fache.", 2.5),
    ("Das kostet das 12-Fache.", 12),
    ("Das kostet das Zwölffache.", 12),
    ("Das kostet das Achtfache.", 8),
    ("Das kostet das Zehnfache.", 10),
    ("Die Nachfrage stieg um das Dreifache.", 3),
    ("Die Nachfrage ist um ein Vielfaches gestiegen, und zwar um den Faktor drei.", 3),
    ("Die Nachfrage wuchs um den Faktor 2,5.", 2.5),
    ("Die Ausgaben sind viermal so hoch wie im Mai.", 4),
    ("Die Ausgaben liegen viermal höher als im Mai.", 4),
    ("Die Anleihe war 2,5-fach überzeichnet.", 2.5),
    ("Die Anleihe war dreifach überzeichnet.", 3),
    ("Die Ausgaben sind 2,5-mal so hoch.", 2.5),
    ("Die Ausgaben sind 2,5 Mal so hoch.", 2.5),
    ("Die doppelte Menge wäre nötig.", 2),
    ("Die dreifache Menge wäre nötig.", 3),
    ("Dafür wird der doppelte Preis verlangt.", 2),
)


@pytest.mark.parametrize(("text", "value"), MULTIPLES)
def test_a_multiple(text: str, value: float) -> None:
    assert misread("de", [(text, [(0, value, "x", "")])]) == []


UNITS = (
    ("40 Flugabwehrpanzer", 40, "tanks"), ("40 Schützenpanzer", 40, "vehicles"), ("40 Kampfpanzer", 40, "tanks"), ("40 neue Kampfpanzer", 40, "tanks"), ("40 gepanzerte Fahrzeuge", 40, "vehicles"),
    ("40 Panzerhaubitzen", 40, "howitzers"), ("40 Artilleriegranaten", 40, "shells"), ("40 Granaten vom Kaliber 155 Millimeter", 40, "shells"), ("40 155-mm-Granaten", 40, "shells"), ("40 Kampfflugzeuge", 40, "jets"),
    ("40 Patrouillenboote", 40, "boats"), ("40 Minenjagdboote", 40, "minehunters"), ("40 Fregatten", 40, "frigates"), ("40 Containerschiffe", 40, "ships"), ("40 Transporthubschrauber", 40, "helicopters"),
    ("40 Triebzüge", 40, "trains"), ("40 Straßenbahnen", 40, "trams"), ("40 Elektrobusse", 40, "buses"), ("40 Gelenkbusse", 40, "buses"), ("40 Güterwagen", 40, "wagons"), ("40 Lokomotiven", 40, "locomotives"), ("40 Loks", 40, "locomotives"),
    ("40 Windräder", 40, "turbines"), ("40 Windkraftanlagen", 40, "turbines"), ("40 Windturbinen", 40, "turbines"), ("40 Umspannwerke", 40, "substations"), ("40 Transformatoren", 40, "transformers"), ("40 Trafos", 40, "transformers"),
    ("40 Tonnen", 40, "tonnes"), ("40 t", 40, "tonnes"), ("40 Tonnen Stahl", 40, "tonnes"), ("40.000 t Weizen", 40000, "tonnes"), ("40 MW", 40, "MW"), ("40 Megawatt", 40, "MW"), ("40 Gigawatt", 40, "GW"), ("40 GWh", 40, "GWh"), ("40 Gigawattstunden", 40, "GWh"), ("40 Megawattstunden", 40, "MWh"), ("40 MWh", 40, "MWh"), ("40 Terawattstunden", 40, "TWh"), ("40 Kilowattstunden", 40, "kWh"),
    ("40 Stück", 40, "pieces"), ("40 Betten", 40, "beds"), ("40 Intensivbetten", 40, "beds"), ("40 Pflegebetten", 40, "beds"), ("40 Krankenhausbetten", 40, "beds"), ("40 Wohnungen", 40, "homes"), ("40 Sozialwohnungen", 40, "homes"), ("40 Haushalte", 40, "households"), ("40 Häuser", 40, "houses"), ("40 Einfamilienhäuser", 40, "houses"),
    ("40 Liter", 40, "litres"), ("40 Hektar", 40, "hectares"), ("40 Kubikmeter", 40, "m³"), ("40 Kilometer", 40, "km"), ("40 km", 40, "km"),
    ("40 Arbeitsplätze", 40, "jobs"), ("40 Stellen", 40, "jobs"), ("40 Vollzeitstellen", 40, "jobs"), ("40 Beschäftigte", 40, "employees"), ("40 Mitarbeiterinnen und Mitarbeiter", 40, "employees"), ("40 Mitarbeitende", 40, "employees"), ("40 Pflegekräfte", 40, "nurses"), ("40 Ärztinnen und Ärzte", 40, "doctors"), ("40 Auszubildende", 40, "apprentices"), ("40 Leiharbeiter", 40, "workers"), ("40 Soldatinnen und Soldaten", 40, "soldiers"),
    ("40 Impfdosen", 40, "doses"), ("40 Dosen", 40, "doses"), ("40 Packungen", 40, "packs"), ("40 Ampullen", 40, "vials"), ("40 Medikamente", 40, "medicines"), ("40 Antibiotika", 40, "antibiotics"), ("40 Beatmungsgeräte", 40, "ventilators"), ("40 Masken", 40, "masks"),
    ("40 Ladesäulen", 40, "points"), ("40 Ladepunkte", 40, "points"), ("40 Batteriezellen", 40, "cells"), ("40 Wärmepumpen", 40, "pumps"), ("40 Rotorblätter", 40, "blades"), ("40 Satelliten", 40, "satellites"), ("40 Raketen", 40, "missiles"), ("40 Drohnen", 40, "drones"), ("40 Lastwagen", 40, "trucks"), ("40 Lkw", 40, "trucks"), ("40 Waggons", 40, "wagons"),
    ("40 Klassenzimmer", 40, "classrooms"), ("40 Schulen", 40, "schools"), ("40 Kita-Plätze", 40, "places"), ("40 Studienplätze", 40, "places"), ("40 Brücken", 40, "bridges"), ("40 Weichen", 40, "switches"), ("40 Bahnhöfe", 40, "stations"), ("40 Container", 40, "containers"), ("40 Motoren", 40, "engines"), ("40 Triebwerke", 40, "engines"), ("40 Geschütze", 40, "guns"), ("40 Aufträge", 40, "orders"), ("40 Anträge", 40, "applications"), ("40 Gemeinden", 40, "municipalities"),
)  # fmt: skip
COUNTED = (
    "Die Firma nannte {}.",
    "Der Bericht spricht von {}, die noch fehlen.",
    "Im vergangenen Jahr waren es {}.",
)


@pytest.mark.parametrize(("written", "value", "unit"), UNITS)
def test_what_is_counted(written: str, value: float, unit: str) -> None:
    assert misread("de", [(f.format(written), [(0, value, unit, "")]) for f in COUNTED]) == []


COMPOUNDS = (
    ("Die Werft gewann einen 12-Schiffe-Auftrag.", [(12, "ships")]),
    ("Ein 40-Millionen-Euro-Auftrag ging an die Werft.", [(4e7, "EUR")]),
    ("Das 40-Millionen-Projekt stockt.", [(4e7, "")]),
    ("Der 2,5-Milliarden-Euro-Vertrag ist unterschrieben.", [(2.5e9, "EUR")]),
    ("Das Land hält eine 40-prozentige Beteiligung.", [(40, "%")]),
    ("Eine 40%ige Kürzung steht bevor.", [(40, "%")]),
    ("Der Wert sank um 40 Prozentpunkte.", [(40, "%")]),
    ("Ein dreijähriger Vertrag wurde unterschrieben.", [(3, "year")]),
    ("Nach zweijähriger Bauzeit ist die Halle fertig.", [(2, "year")]),
    ("Der Vertrag mit 15-jähriger Laufzeit steht.", [(15, "year")]),
    ("Mit sechsmonatiger Verspätung kam das Boot.", [(6, "month")]),
    ("Nach dreiwöchigem Stillstand läuft das Werk.", [(3, "week")]),
    ("Der 47-jährige Werkleiter geht.", []),
    ("Die 35-Jährige leitet das Werk.", []),
    ("Der dreijährige Sohn des Leiters kam mit.", []),
    ("Das Land steuert 8, der Bund 22 Millionen Euro bei.", [(8e6, "EUR"), (22e6, "EUR")]),
    ("Der Stückpreis sank von 950 auf nur noch 700 Euro.", [(950, "EUR"), (700, "EUR")]),
    ("Bis Mai sollen 60 statt 40 Drohnen entstehen.", [(60, "drones"), (40, "drones")]),
    ("Die Werft bekommt die Milliarde Euro.", [(1e9, "EUR")]),
    ("Der Rohbau kostet 140 Millionen Euro statt 90.", [(140e6, "EUR"), (90e6, "EUR")]),
    ("Die Landwirte ernten 40 Dezitonnen.", [(40, "decitonnes")]),
    ("Ein zehnköpfiges Team prüft die Halle.", [(10, "people")]),
    ("Nach Angaben von zwei Insidern ist das Boot fertig.", []),
    ("Laut drei Quellen ist das Boot fertig.", []),
    ("Zwei Sprecher der Werft bestätigten den Verkauf.", []),
    ("Die Behörde prüfte 48 Boote, in 17 davon fand sie Mängel.", [(48, "boats"), (17, "boats")]),
    ("Ein Fünf-Jahres-Plan gilt.", [(5, "year")]),
    ("Ein 24-Monats-Vertrag läuft.", [(24, "month")]),
    ("Das 500-Betten-Haus ist fertig.", []),
    ("Der 40-Tonnen-Kran steht.", []),
    ("Die 300-köpfige Belegschaft streikt.", [(300, "people")]),
    ("Die Zwölf-Schiffe-Order ist da.", [(12, "ships")]),
    ("Nach der 118-jährigen Firmengeschichte endet es.", []),
    ("Sie will bis Mai 450 Stellen abbauen und damit jährlich 35 Mio. Euro sparen.", [(450, "jobs"), (35e6, "EUR")]),
    ("Drohnen für Norr: Fünf sind da, 15 fehlen", [(5, "drones"), (15, "drones")]),
    ("Von 280 Zimmern waren zur Zeit der Prüfung 96 fertig.", [(280, "rooms"), (96, "rooms")]),
    ("Von den 280 Betten stehen nach dem Bericht der Prüfer 96 leer.", [(280, "beds"), (96, "beds")]),
    ("Am Montag ging einer von elf Satelliten verloren.", [(11, "satellites")]),
    ("Das dritte Boot ist fertig.", []),
    ("Das Boot ist 40 Meter lang.", []),
    ("Das Werk liegt 40 Kilometer vor Norr.", []),
    ("Die Fläche misst 20.000 Quadratmeter.", []),
    ("Der Paragraf 12 gilt weiter.", []),
    ("Um 14 Uhr begann die Feier.", []),
    ("Das gilt seit dem 3. Mai 2024.", []),
    ("Das Werk läuft seit sieben Tagen rund um die Uhr.", [(7, "day")]),
    ("Die Halle 4 und das Tor 12 sind zu.", []),
    ("Er spielte 3:2 gegen Norr.", []),
    ("Die Nummer lautet 0441 12345.", []),
    ("Der Vertrag läuft über sieben Jahre.", [(7, "year")]),
    ("Das Darlehen über 40 Millionen Euro ist bewilligt.", [(4e7, "EUR")]),
    ("Der Kredit, den die Stadt im Mai über 40 Millionen Euro aufnahm, läuft.", [(4e7, "EUR")]),
    ("Sie unterschrieb einen Vertrag über 40 Boote.", [(40, "boats")]),
)  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), COMPOUNDS)
def test_compounds_and_what_is_no_figure(text: str, wanted: list[tuple[float, str]]) -> None:
    per = {"EUR": "year"} if "jährlich " in text else {}
    assert (
        misread("de", [(text, [(0, value, unit, per.get(unit, "")) for value, unit in wanted])])
        == []
    )
