"""A rate in every way in which the English press writes it is the same figure per the same time."""

import pytest
from tests.evidence.labels import figures_are

WRITTEN = {
    'after': (
        ('The works builds {}.', 'Last spring the works was building {}, its owner says.', 'Output has risen to {}.', '"We turn out {}," said Mara Holt.', ),
        (
            ('40 wagons/month', ('40 wagons a month', '40 wagons per month', '40 wagons each month', '40 wagons every month', '40 wagons monthly', '40 wagons per calendar month', '40 wagons/month', '40 wagons/mo', '40 wagons a month on average', 'an average of 40 wagons a month', 'on average 40 wagons a month', '40 new wagons a month', '40 wagons and coaches a month', '40 flat wagons per month', )),
            ('40 wagons/year', ('40 wagons a year', '40 wagons per year', '40 wagons each year', '40 wagons every year', '40 wagons yearly', '40 wagons annually', '40 wagons per annum', '40 wagons p.a.', '40 wagons pa', '40 wagons /year', '40 wagons /yr', '40 wagons a calendar year', '40 wagons a financial year', '40 wagons/year', '40 wagons/yr', )),
            ('40 wagons/week', ('40 wagons a week', '40 wagons per week', '40 wagons each week', '40 wagons every week', '40 wagons weekly', '40 wagons /week', '40 wagons /wk', '40 wagons per working week', '40 wagons/week', '40 wagons/wk', )),
            ('40 wagons/day', ('40 wagons a day', '40 wagons per day', '40 wagons each day', '40 wagons every day', '40 wagons daily', '40 wagons /day', '40 wagons a working day', '40 wagons per working day', '40 wagons/day', )),
            ('40 wagons/quarter', ('40 wagons a quarter', '40 wagons per quarter', '40 wagons each quarter', '40 wagons every quarter', )),
            ('40 wagons/hour', ('40 wagons an hour', '40 wagons per hour', '40 wagons each hour', '40 wagons every hour', '40 wagons/hour', '40 wagons/hr', '40 wagons/h', )),
            ('40 wagons/minute', ('40 wagons a minute', '40 wagons per minute', )),
            ('4000 tonnes/month', ('4,000 tonnes of steel a month', '4,000 tonnes a month of steel', )),
            ('~40 wagons/month', ('some 40 wagons a month', )),
            ('<=40 wagons/month', ('up to 40 wagons a month', )),
            ('40..60 wagons/month', ('between 40 and 60 wagons a month', '40 to 60 wagons a month', )),
            ('2 wagons/month', ('two wagons a month', )),
            ('12 wagons/month', ('a dozen wagons a month', )),
            ('2000 tonnes/day', ('2,000 tonnes/day', '2,000 t/day', )),
            ('1.5e6 tonnes/year', ('1.5m tonnes/year', '1.5m tonnes/yr', )),
        ),
    ),
    'before': (
        ('{}, the firm said.', 'Its report speaks of {}.', 'They count on {} from May.', ),
        (
            ('40 wagons/month', ('a monthly output of 40 wagons', 'monthly output of 40 wagons', 'a production rate of 40 wagons a month', 'a rate of 40 wagons a month', 'average monthly output of 40 wagons', 'an output of 40 wagons per month', 'a capacity of 40 wagons a month', )),
            ('40 wagons/year', ('an annual output of 40 wagons', 'annual production of 40 wagons', 'annual capacity of 40 wagons', 'a yearly capacity of 40 wagons', 'an annual run rate of 40 wagons', 'yearly sales of 40 wagons', 'an annual production capacity of 40 wagons', 'a nameplate capacity of 40 wagons a year', '40 wagons of annual capacity', 'annual consumption of 40 wagons', )),
            ('40 wagons/day', ('daily deliveries of 40 wagons', 'average daily sales of 40 wagons', 'a daily average of 40 wagons', )),
            ('40 wagons/week', ('weekly shipments of 40 wagons', 'a weekly average of 40 wagons', )),
            ('40 /month', ('a rate of 40 a month', )),
            ('40000 containers/year', ('an annual throughput of 40,000 containers', )),
            ('40 wagons/quarter', ('quarterly sales of 40 wagons', )),
            ('40 wagons/hour', ('an hourly rate of 40 wagons', )),
        ),
    ),
    'alone': (
        ('The hall builds wagons, {} at present.', 'It was told to build wagons, {} if it could.', 'It can build wagons at a rate of {}.', ),
        (
            ('12 /week', ('12 a week', '12 per week', '12 every week', '12/week', '12 weekly', )),
            ('40 /month', ('40 a month', '40 each month', )),
            ('~40 /month', ('about 40 a month', )),
            ('<=40 /month', ('up to 40 a month', )),
            ('12 /hour', ('12 an hour', )),
            ('2 /day', ('two a day', )),
            ('>40 /month', ('more than 40 a month', )),
            ('200 /year', ('200 a year', '200 per annum', )),
            ('~200 /year', ('some 200 annually', )),
            ('10..12 /week', ('ten to twelve a week', '10-12 a week', )),
        ),
    ),
    'money': (
        ('The depot costs {}.', 'It loses {}, the auditors say.', 'The town pays {} for it.', ),
        (
            ('4e7 GBP/year', ('£40m a year', '£40m per year', '£40m annually', '£40m per annum', '£40m p.a.', '£40m/year', )),
            ('1.2e9 USD/year', ('$1.2bn/yr', )),
            ('2e6 EUR/week', ('€2 million a week', )),
            ('14 USD/hour', ('$14 an hour', )),
            ('300000 GBP/day', ('£300,000 a day', '£300,000 every day', )),
            ('1e6 USD/month', ('$1 million a month', )),
            ('~2e6 EUR/week', ('nearly €2m each week', )),
            ('2e6..3e6 GBP/month', ('between £2m and £3m a month', )),
            ('500 EUR/year', ('€500 a head a year', )),
        ),
    ),
    'per thing': (
        ('The plant makes {}.', 'It now turns out {}, Holt said.', ),
        (
            ('40 doors/shift', ('40 doors per line per shift', '40 doors per shift', '40 doors a shift', )),
            ('12 cakes/hour', ('12 cakes per oven per hour', )),
            ('12 cakes/day', ('12 cakes per oven a day', )),
            ('300 eggs/year', ('300 eggs per hen per year', )),
            ('900 litres/month', ('900 litres per cow each month', )),
            ('12 tonnes', ('12 tonnes per hectare', '12 tonnes a hectare', )),
        ),
    ),
    'hyphens': (
        ('It is {} plant.', 'They opened {} works in May.', ),
        (
            ('40 tonnes/day', ('a 40-tonne-a-day', 'a 40-tonne-per-day', )),
            ('1500 tons/week', ('a 1,500-ton-a-week', )),
            ('200000 vehicles/year', ('a 200,000-vehicle-a-year', )),
            ('5000 barrels/day', ('a 5,000-barrel-a-day', )),
            ('1.5e6 tonnes/year', ('a 1.5m-tonnes-a-year', 'a 1.5-million-tonne-per-year', )),
            ('500 tonnes/day', ('a 500 tonnes-per-day', )),
            ('4e7 GBP/year', ('a £40m-a-year', )),
            ('2e9 USD/year', ('a $2 billion-a-year', )),
            ('3e6 USD/month', ('a $3m-a-month', )),
        ),
    ),
    'every': (
        ('The yard launches {}.', ),
        (
            ('2 ships ; 4 month', ('two ships every four months', )),
            ('4 ships ; 2 year', ('four ships every two years', )),
            ('20 ships ; 18 month', ('20 ships every 18 months', )),
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("frames", "wanted", "ways"), [(frames, *row) for frames, rows in WRITTEN.values() for row in rows])  # fmt: skip
def test_rates_are_read_however_they_are_written(
    frames: tuple[str, ...], wanted: str, ways: tuple[str, ...]
) -> None:
    for way in ways:
        for frame in frames:
            figures_are(frame.format(way), wanted)
