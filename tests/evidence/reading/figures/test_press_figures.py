"""Figures as the press tells them: sentence by sentence, every figure and no other, with its limit.

Each list is a family of one sort of reading; sentences are invented, figures are what the sentence says.
"""

from __future__ import annotations

import pytest
from tests.evidence.labels import claims_of, label_of, same

CURRENCIES = [
    ("Haneul Yards lost 62bn won and paid ₩1.2tn.", "6.2e10 KRW ; 1.2e12 KRW"),
    ("It owes CFA500bn, some CFA francs 120bn of it overdue.", "5e11 XOF ; ~1.2e11 XOF"),
    ("The fund lent SDR 85 million and P22.4 billion.", "8.5e7 XDR ; 2.24e10 PHP"),
    ("It lent 12bn Egyptian pounds and 300m Kenyan shillings.", "1.2e10 EGP ; 3e8 KES"),
    ("Growers got 4bn Mexican pesos and SRD 19,500.", "4e9 MXN ; 19500 SRD"),
    ("The Danish firm pays 42bn kroner, more than any in Norway.", "4.2e10 DKK"),
    ("Uptake is 14 points lower in Orle, where it took ₤310m.", "14 % ; 3.1e8 GBP"),
    ("The crop could top 10 million tonnes; it is among the top 10.", "1e7 tonnes"),
    ("Sales rose to SEK 4.82bn (4.55).", "4.82e9 SEK ; 4.55e9 SEK"),
    ("Tickets are €5 or €10 apiece.", "5 EUR ; 10 EUR"),
    ("A pill costs $1,060 a month in the north, against $330 in Orle.", "1060 USD/month ; 330 USD/month"),
]  # fmt: skip

NO_FIGURES = [
    ("The pumps were promised to us three years ago.", ""),
    ("Call 01 555 0147 about engine No 4472 at 221 Mill Lane.", ""),
    ("Bus 144 left Junction 12 before 11.40 on Sunday.", ""),
    ("Children under 15 and two boys, aged 12 and 9, came.", "2 boys"),
    ("A 35 GWh cell plant and the 780 MW farm were sold.", ""),
    ("It sold 780 MW of power.", "780 MW"),
    ("Public tender 44/2025 was won by two yards 40 miles apart.", "2 yards"),
    ("Orle paid for 24,000 one-off visits and 120 one-bedroom flats.", "24000 visits ; 120 flats"),
    ("The 80 people who had left were back at work by nine.", "80 people"),
    ("It earned 22% in the 12 months to that date.", "22 %"),
    ("The restart slipped by five months to April 2024.", "5 month"),
]  # fmt: skip

NOUNS = [
    ("200 crew transfer vessels are needed.", "200 vessels"),
    ("The co-op sold 61 co-operatives and 14 re-exports.", "61 co-operatives ; 14 re-exports"),
    ("After three failed launches it had two good years.", "3 launches ; 2 year"),
    ("The board sold 720,000 day tickets.", "720000 tickets"),
    ("MORE THAN 4,000 JOBS GO", ">4000 jobs"),
    ("Two consortia run 17 treatment works between them.", "2 consortia ; 17 works"),
    ("Three or more full-fibre networks serve Orle.", ">=3 networks"),
    ("The union speaks for 1,300 of the port's casuals.", "1300 casuals"),
    ("The dam yields 4.2 terawatt hours.", "4.2 TWh"),
    ("They gave away 3.3m expired doses.", "3.3e6 doses"),
    ("It dug a 3.3m deep trench.", ""),
    ("It has 1,118 rather than 1,500 trained welders.", "1118 welders ; 1500 welders"),
]  # fmt: skip

LEFT_OUT = [
    ("Vehicles (52 ordered, 29 delivered) are free; training takes six weeks.", "52 vehicles ; 29 vehicles ; 6 week"),
    ("Orders: nine; payload orders four.", "9 orders ; 4 orders"),
    ("Built wagons: 40 so far, 160 to come.", "40 wagons ; 160 wagons"),
    ("Passenger numbers were 1.8 million.", "1.8e6 passengers"),
    ("The coils, 70 of which came, are heavy.", "70 coils"),
    ("The packs, of which 9.2 million came, are cheap.", "9.2e6 packs"),
    ("LNG cargoes to Orle fell to 38 in July.", "38 cargoes"),
    ("Sorties flown last year: 840.", "840 sorties"),
    ("Each new place costs €165,000; there is money for 2,900.", "165000 EUR ; 2900 places"),
    ("They sold 300 at £20, 150 at £15.", "300 ; 20 GBP ; 150 ; 15 GBP"),
    ("In 11 years it has towed two.", "11 year ; 2"),
    ("Its life is 60 years; the regulator has licensed 40.", "60 year ; 40 year"),
    ("There are 62 towns with scanners, 19 of which are broken.", "62 towns ; 19 towns"),
    ("Its staff went from 22 to 19.", "22 staff ; 19 staff"),
    ("Vacancies hit 46,000, and the number of hulls on its slips exceeds fifty.", "46000 vacancies ; >50 hulls"),
    ("It carries 1,400 boxes and a crew of 22.", "1400 boxes ; 22"),
    ("What they lack is lorries: 210 are here.", "210 lorries"),
    ("Of the 88 tanks that four donors pledged, 51 came.", "88 tanks ; 4 donors ; 51 tanks"),
    ("It took six weeks, so the first batch of 250 is late.", "6 week ; 250"),
    ("It lasts seven years, with an option for another 36.", "7 year ; 36"),
    ("The mean stay of 47 men, planned at 110 days, came to 196.", "47 men ; 110 day ; 196 day"),
    ("Some 38 lorries brought 640 tonnes; 190 others wait.", "~38 lorries ; 640 tonnes ; 190 lorries"),
    ("The offer was €164 million for 15 million.", "1.64e8 EUR ; 1.5e7"),
    ("It wants 30 boats, not 18.", "30 boats ; 18 boats"),
    ("Three bidders remain for the 57-vessel plan, down from five.", "3 bidders ; 57 vessels ; 5 bidders"),
    ("It lost money in ten of the last 12 quarters.", "10 quarter ; 12 quarter"),
    ("It has work for ten years at two a month on 40 jets.", "10 year ; 2/month ; 40 jets"),
]  # fmt: skip

RANGES = [
    ("It takes 12 to 14 months, up from six to eight.", "12..14 month ; 6..8 month"),
    ("Delivery slipped by 18 months to two years.", "18..24 month"),
    ("Sales were up from 40 to 60 units.", "40 units ; 60 units"),
    ("Nobody knows if 2,000 or 20,000 came, or two or three.", "2000 ; 20000 ; 2..3"),
    ("Two to three dozen ships wait.", "24..36 ships"),
    ("It has work for a year and a half and waits two years and a half.", "1.5 year ; 2.5 year"),
    ("The two ships are 14 and 28 months late.", "2 ships ; 14 month ; 28 month"),
    ("It raised its stake to 9.9 from 7.2 per cent.", "9.9 % ; 7.2 %"),
]  # fmt: skip

LIMITS = [
    ("It has 300-plus welders, 30-odd fitters and 200+ painters.", ">=300 welders ; ~30 fitters ; >=200 painters"),
    ("Spending will edge up to 1.6 per cent.", "1.6 %"),
    ("The treaty caps each side at 350 guns.", "<=350 guns"),
    ("They handed over the first 12 guns.", "12 guns"),
    ("It fed eight camps over three seasons.", "8 camps ; 3 seasons"),
    ("They struck for two days over 800 sackings.", "2 day ; 800 sackings"),
    ("The army is still short of 8,000 radios.", "8000 radios"),
    ("It fell just short of 8,000 radios.", "<8000 radios"),
    ("The legal minimum of 40 votes holds, and a minimum of 30 seats.", "40 votes ; >=30 seats"),
    ("More than 1,000 but fewer than 1,200 people came.", ">1000 people ; <1200 people"),
]  # fmt: skip

RATES = [
    ("It flies 11 daily services in place of 16.", "11 services/day ; 16 services/day"),
    ("The ferry sails 140 days a year.", "140 day/year"),
    ("It has 200 million doses of annual capacity.", "2e8 doses/year"),
    ("Daily coal loadings averaged 5,740 wagons.", "5740 wagons/day"),
    ("It has two fabs and 6,000 wafers a week to spare.", "2 fabs ; 6000 wafers/week"),
    ("It pumped 27m barrels a day, 180,000 fewer than in May.", "2.7e7 barrels/day ; 180000 barrels/day"),
    ("It connects 200 homes a week; 3,100 are on the list.", "200 homes/week ; 3100 homes"),
    ("It sails 140 days a year, as against 300 in the contract.", "140 day/year ; 300 day/year"),
    ("It can store 400,000 tonnes a year and caught 28,000 in its first quarter.", "400000 tonnes/year ; 28000 tonnes"),
    ("The drill has done 2,870 metres out of 6,100.", "2870 metres ; 6100 metres"),
    ("Crews were called 3,480 times last year.", "3480 times"),
]  # fmt: skip

ALL = [*CURRENCIES, *NO_FIGURES, *NOUNS, *LEFT_OUT, *RANGES, *LIMITS, *RATES]


@pytest.mark.parametrize(("text", "figures"), ALL)
def test_every_figure_is_read_with_unit_rate_and_limit(text, figures):
    left = [label_of(f"{part.strip()} statement", "en") for part in figures.split(";") if part.strip()]  # fmt: skip
    for claim in claims_of(text):
        label = next((wanted for wanted in left if same(claim, wanted)), None)
        assert label is not None or not claim.words, claim.words
        if label is not None:
            left.remove(label)
    assert left == []
