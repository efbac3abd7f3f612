"""A range in every way in which the English press writes it has the same two ends."""

import pytest
from tests.evidence.labels import figures_are

WRITTEN = {
    'goods': (
        ('The works needs {}.', 'It was said that {} had been lost.', 'They will sell {} in May, the firm says.', 'By Friday {} were missing.', ),
        (
            ('40..60 wagons', ('between 40 and 60 wagons', '40-60 wagons', '40–60 wagons', '40 to 60 wagons', 'from 40 to 60 wagons', 'anywhere from 40 to 60 wagons', 'anything from 40 to 60 wagons', 'anywhere between 40 and 60 wagons', 'somewhere between 40 and 60 wagons', 'anything between 40 and 60 wagons', '40 or 60 wagons', '40-to-60 wagons', '40—60 wagons', '40 - 60 wagons', '40 – 60 wagons', 'between 40 wagons and 60 wagons', 'between 40 wagons and 60', '40 wagons to 60 wagons', '40 to as many as 60 wagons', 'between some 40 and 60 wagons', 'a range of 40 to 60 wagons', 'forty to sixty wagons', 'between forty and sixty wagons', 'between 40 and perhaps 60 wagons', '40 to perhaps 60 wagons', '40 up to 60 wagons', 'from 40 up to 60 wagons', 'between 40 to 60 wagons', 'about 40 to 60 wagons', 'some 40-60 wagons', 'an estimated 40 to 60 wagons', 'roughly 40 to 60 wagons', )),
            ('40..50 wagons', ('40 or 50 wagons', )),
            ('4..5 wagons', ('four or five wagons', 'four to five wagons', )),
            ('2..3 wagons', ('two or three wagons', 'two-three wagons', '2 or 3 wagons', )),
            ('~12 wagons', ('a dozen or so wagons', )),
            ('~40 wagons', ('40 or so wagons', )),
            ('40000..60000 wagons', ('40,000 to 60,000 wagons', '40,000-60,000 wagons', 'between 40,000 and 60,000 wagons', '40 to 60 thousand wagons', '40k-60k wagons', )),
            ('4e7..6e7 wagons', ('40-60 million wagons', '40 to 60 million wagons', 'between 40 and 60 million wagons', '40m-60m wagons', '40m to 60m wagons', '40 million to 60 million wagons', )),
            ('1.2e6..1.5e6 wagons', ('1.2-1.5m wagons', '1.2 to 1.5 million wagons', )),
            ('9e5..1.2e6 wagons', ('900,000 to 1.2 million wagons', )),
            ('10..12 wagons', ('ten to a dozen wagons', )),
            ('24..36 wagons', ('two to three dozen wagons', )),
            ('1..2 wagons', ('one to two wagons', 'one or two wagons', )),
            ('200..300 wagons', ('two hundred to three hundred wagons', )),
            ('4..6 wagons', ('between 4 and 6 wagons', )),
            ('40000..50000 wagons', ('40,000 or 50,000 wagons', )),
        ),
    ),
    'money': (
        ('The dock will cost {}.', 'It had lost {} by May, the auditor said.', 'A loan of {} was asked for.', '"They want {}," he said.', ),
        (
            ('4e7..6e7 EUR', ('€40m-€60m', '€40m–€60m', '€40m to €60m', 'between €40m and €60m', 'from €40m to €60m', '€40-60m', '€40–60m', '€40-€60 million', '€40 to €60 million', '€40-60 million', '€40 million to €60 million', '€40m-60m', '€40 million-€60 million', '40 to 60 million euros', '40-60 million euros', 'between 40 and 60 million euros', '40 million to 60 million euros', 'EUR 40-60 million', 'EUR 40 to 60 million', 'EUR40m-60m', 'between EUR 40 million and EUR 60 million', 'EUR 40m–EUR 60m', '40m-60m euros', 'somewhere between €40m and €60m', 'anywhere from €40m to €60m', 'between €40 and €60 million', '€40m - €60m', '€40 million – €60 million', '€0.04bn-0.06bn', 'in the range of €40m to €60m', 'anything between €40m and €60m', '€40 to 60 million', '€40,000,000 to €60,000,000', )),
            ('1.2e9..1.5e9 USD', ('$1.2bn-$1.5bn', '$1.2-1.5bn', '$1.2 to $1.5 billion', )),
            ('9e8..1.2e9 USD', ('$900 million to $1.2 billion', '$900m-$1.2bn', 'between $900m and $1.2bn', )),
            ('400..600 GBP', ('£400-£600', '£400-600', '£400 to £600', 'between £400 and £600', )),
            ('40000..60000 GBP', ('£40,000-£60,000', '£40k-£60k', '£40-60k', )),
            ('4e8..6e8 INR', ('Rs 40-60 crore', 'Rs 40 crore to Rs 60 crore', )),
            ('1.2e9..1.5e9 NOK', ('NOK 1.2-1.5bn', )),
            ('2e6..3e6 EUR', ('two to three million euros', 'two or three million euros', )),
        ),
    ),
    'shares': (
        ('It owns {} of the yard.', 'Some towns lost {} of their water.', 'Wastage is {}.', ),
        (
            ('40..60 %', ('between 40 and 60 per cent', '40–60 per cent', '40-60%', '40% to 60%', '40%-60%', '40–60%', '40 to 60 per cent', '40 to 60%', 'between 40% and 60%', 'between 40 per cent and 60 per cent', 'from 40 to 60 per cent', '40 per cent to 60 per cent', '40-60 percent', '40 or 60 per cent', '40-60pc', '40 to 60 pc', 'anywhere between 40% and 60%', '40% - 60%', '40 percent to 60 percent', 'forty to sixty per cent', 'somewhere from 40 to 60 per cent', )),
            ('4..5 %', ('4 or 5 per cent', 'four or five per cent', )),
            ('1.5..2 %', ('1.5-2%', '1.5 to 2 per cent', '1½ to 2 per cent', )),
        ),
    ),
    'time': (
        ('The repair takes {}.', 'They have waited {} for it.', 'It will last {}, she said.', ),
        (
            ('4..6 month', ('four to six months', '4-6 months', '4–6 months', 'between four and six months', 'from four to six months', 'four months to six months', 'anywhere from four to six months', 'four or six months', 'somewhere between four and six months', '4 to 6 months', 'anything from four to six months', 'between four months and six', 'four-to-six months', )),
            ('2..3 year', ('two to three years', 'two or three years', )),
            ('18..24 month', ('18 months to two years', '18-24 months', '18 to 24 months', 'between 18 months and two years', )),
            ('1..2 year', ('one to two years', 'a year or two', )),
            ('1..2 week', ('a week or two', 'one or two weeks', )),
            ('6..12 month', ('six months to a year', 'between six months and a year', )),
            ('12..18 month', ('a year to 18 months', )),
            ('10..14 day', ('10 days to two weeks', )),
            ('12..15 year', ('12 to 15 years', )),
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("frames", "wanted", "ways"), [(frames, *row) for frames, rows in WRITTEN.values() for row in rows])  # fmt: skip
def test_ranges_are_read_however_they_are_written(
    frames: tuple[str, ...], wanted: str, ways: tuple[str, ...]
) -> None:
    for way in ways:
        for frame in frames:
            figures_are(frame.format(way), wanted)
