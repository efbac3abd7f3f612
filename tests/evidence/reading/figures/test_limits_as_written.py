"""A limit or a hedge in every way in which the English press writes it makes the same of its figure."""

import pytest
from tests.evidence.labels import figures_are

WRITTEN = {
    'goods': (
        ('The works needs {}.', 'It was said that {} had been lost.', 'They sold {} in May, the firm says.', 'By Friday {} were missing.', ),
        (
            ('>=40 wagons', ('no fewer than 40 wagons', 'at least 40 wagons', 'not less than 40 wagons', 'no less than 40 wagons', 'not fewer than 40 wagons', 'upwards of 40 wagons', 'a minimum of 40 wagons', 'at the very least 40 wagons', 'at a minimum 40 wagons', '40 or more wagons', '40 wagons or more', '40+ wagons', '40-plus wagons', '40 plus wagons', '40 wagons and more', '40 wagons at least', '40 wagons at the least', '40 wagons at a minimum', '40 wagons at the very least', '>=40 wagons', '≥40 wagons', '≥ 40 wagons', )),
            ('<=40 wagons', ('as many as 40 wagons', 'up to 40 wagons', 'a maximum of 40 wagons', 'not more than 40 wagons', 'no more than 40 wagons', 'at most 40 wagons', 'at the most 40 wagons', 'a total of up to 40 wagons', 'anything up to 40 wagons', 'at best 40 wagons', 'no greater than 40 wagons', '40 or fewer wagons', '40 wagons or fewer', '40 wagons at most', '40 wagons at the most', '40 or less wagons', '40 wagons or less', '40 wagons at best', '40 wagons, at most,', '≤40 wagons', )),
            ('>40 wagons', ('well over 40 wagons', 'north of 40 wagons', 'more than 40 wagons', 'over 40 wagons', 'in excess of 40 wagons', 'upward of 40 wagons', 'just over 40 wagons', 'a little over 40 wagons', 'slightly more than 40 wagons', 'comfortably more than 40 wagons', 'substantially more than 40 wagons', 'rather more than 40 wagons', 'considerably more than 40 wagons', 'far more than 40 wagons', 'well in excess of 40 wagons', 'above 40 wagons', 'a little more than 40 wagons', 'significantly more than 40 wagons', 'somewhat over 40 wagons', 'just above 40 wagons', 'better than 40 wagons', 'greater than 40 wagons', '>40 wagons', '> 40 wagons', )),
            ('<40 wagons', ('just shy of 40 wagons', 'fewer than 40 wagons', 'less than 40 wagons', 'just under 40 wagons', 'under 40 wagons', 'well under 40 wagons', 'below 40 wagons', 'just below 40 wagons', 'not quite 40 wagons', 'slightly fewer than 40 wagons', 'slightly under 40 wagons', 'a little under 40 wagons', 'shy of 40 wagons', 'far fewer than 40 wagons', 'well below 40 wagons', 'just short of 40 wagons', 'a little less than 40 wagons', 'a shade under 40 wagons', 'south of 40 wagons', 'not even 40 wagons', 'a fraction under 40 wagons', '<40 wagons', '< 40 wagons', )),
            ('~40 wagons', ('about 40 wagons', 'around 40 wagons', 'some 40 wagons', 'roughly 40 wagons', 'approximately 40 wagons', 'nearly 40 wagons', 'almost 40 wagons', 'close to 40 wagons', 'an estimated 40 wagons', 'circa 40 wagons', 'c. 40 wagons', 'ca. 40 wagons', 'in the region of 40 wagons', 'in the order of 40 wagons', 'of the order of 40 wagons', 'on the order of 40 wagons', 'approaching 40 wagons', 'something like 40 wagons', 'getting on for 40 wagons', 'nigh on 40 wagons', 'somewhere around 40 wagons', 'somewhere in the region of 40 wagons', 'virtually 40 wagons', 'practically 40 wagons', 'near to 40 wagons', 'approx. 40 wagons', 'approx 40 wagons', 'in the neighbourhood of 40 wagons', 'the best part of 40 wagons', '40 or so wagons', '40 wagons or so', '40-odd wagons', '40 odd wagons', '~40 wagons', '40 wagons, give or take,', '40 wagons or thereabouts', )),
            ('40 wagons', ('exactly 40 wagons', 'precisely 40 wagons', 'just 40 wagons', 'only 40 wagons', 'a mere 40 wagons', 'barely 40 wagons', 'a total of 40 wagons', 'a full 40 wagons', 'a record 40 wagons', 'a further 40 wagons', 'another 40 wagons', 'an extra 40 wagons', 'an additional 40 wagons', 'all 40 wagons', 'the remaining 40 wagons', 'a paltry 40 wagons', 'fully 40 wagons', )),
        ),
    ),
    'money': (
        ('The dock will cost {}.', 'It had lost {} by May, the auditor said.', 'A loan of {} was asked for.', ),
        (
            ('<=4e7 EUR', ('as much as €40m', 'as much as 40 million euros', 'up to €40m', 'up to 40 million euros', 'no more than €40m', 'no more than 40 million euros', 'a maximum of €40m', 'a maximum of 40 million euros', '€40m at most', '€40m or less', )),
            ('<=1.2e9 USD', ('as much as $1.2 billion', 'up to $1.2 billion', 'no more than $1.2 billion', 'a maximum of $1.2 billion', )),
            ('<=5e8 SEK', ('as much as SEK 500 million', 'up to SEK 500 million', 'no more than SEK 500 million', 'a maximum of SEK 500 million', )),
            ('>=4e7 EUR', ('upwards of €40m', 'upwards of 40 million euros', 'a minimum of €40m', 'a minimum of 40 million euros', 'not less than €40m', 'not less than 40 million euros', 'at least €40m', 'at least 40 million euros', '€40m-plus', '€40m or more', '40 million euros or more', '€40 million-plus', '€40m plus', )),
            ('>=1.2e9 USD', ('upwards of $1.2 billion', 'a minimum of $1.2 billion', 'not less than $1.2 billion', 'at least $1.2 billion', )),
            ('>=5e8 SEK', ('upwards of SEK 500 million', 'a minimum of SEK 500 million', 'not less than SEK 500 million', 'at least SEK 500 million', )),
            ('>4e7 EUR', ('north of €40m', 'north of 40 million euros', 'well over €40m', 'well over 40 million euros', 'in excess of €40m', 'in excess of 40 million euros', 'well in excess of €40m', 'well in excess of 40 million euros', )),
            ('>1.2e9 USD', ('north of $1.2 billion', 'well over $1.2 billion', 'in excess of $1.2 billion', 'well in excess of $1.2 billion', )),
            ('>5e8 SEK', ('north of SEK 500 million', 'well over SEK 500 million', 'in excess of SEK 500 million', 'well in excess of SEK 500 million', )),
            ('<4e7 EUR', ('just shy of €40m', 'just shy of 40 million euros', 'a little under €40m', 'a little under 40 million euros', 'south of €40m', 'south of 40 million euros', )),
            ('<1.2e9 USD', ('just shy of $1.2 billion', 'a little under $1.2 billion', 'south of $1.2 billion', )),
            ('<5e8 SEK', ('just shy of SEK 500 million', 'a little under SEK 500 million', 'south of SEK 500 million', )),
            ('~4e7 EUR', ('some €40m', 'some 40 million euros', 'close to €40m', 'close to 40 million euros', 'nearly €40m', 'nearly 40 million euros', 'the best part of €40m', 'the best part of 40 million euros', 'getting on for €40m', 'getting on for 40 million euros', 'roughly €40m', 'roughly 40 million euros', '€40m or so', '€40m-odd', '40-odd million euros', )),
            ('~1.2e9 USD', ('some $1.2 billion', 'close to $1.2 billion', 'nearly $1.2 billion', 'the best part of $1.2 billion', 'getting on for $1.2 billion', 'roughly $1.2 billion', )),
            ('~5e8 SEK', ('some SEK 500 million', 'close to SEK 500 million', 'nearly SEK 500 million', 'the best part of SEK 500 million', 'getting on for SEK 500 million', 'roughly SEK 500 million', )),
            ('4e7 EUR', ('a cool €40m', 'a cool 40 million euros', )),
            ('1.2e9 USD', ('a cool $1.2 billion', )),
            ('5e8 SEK', ('a cool SEK 500 million', )),
            ('>=4e7 USD', ('$40m+', '$40-plus million', )),
            ('>=4e7 GBP', ('£40m upwards', '£40m and upwards', )),
        ),
    ),
    'shares': (
        ('Output fell by {}.', 'It owns {} of the yard.', 'Some towns lost {} of their water.', ),
        (
            ('<=40 %', ('as much as 40%', 'as much as 40 per cent', 'as much as 40 percent', 'as much as 40pc', 'up to 40%', 'up to 40 per cent', 'up to 40 percent', 'up to 40pc', 'no more than 40%', 'no more than 40 per cent', 'no more than 40 percent', 'no more than 40pc', )),
            ('>40 %', ('well over 40%', 'well over 40 per cent', 'well over 40 percent', 'well over 40pc', 'a little over 40%', 'a little over 40 per cent', 'a little over 40 percent', 'a little over 40pc', 'north of 40%', 'north of 40 per cent', 'north of 40 percent', 'north of 40pc', )),
            ('<40 %', ('just under 40%', 'just under 40 per cent', 'just under 40 percent', 'just under 40pc', 'just shy of 40%', 'just shy of 40 per cent', 'just shy of 40 percent', 'just shy of 40pc', 'not quite 40%', 'not quite 40 per cent', 'not quite 40 percent', 'not quite 40pc', )),
            ('~40 %', ('nearly 40%', 'nearly 40 per cent', 'nearly 40 percent', 'nearly 40pc', 'some 40%', 'some 40 per cent', 'some 40 percent', 'some 40pc', )),
            ('>=40 %', ('at least 40%', 'at least 40 per cent', 'at least 40 percent', 'at least 40pc', 'upwards of 40%', 'upwards of 40 per cent', 'upwards of 40 percent', 'upwards of 40pc', )),
            ('40 %', ('fully 40%', 'fully 40 per cent', 'fully 40 percent', 'fully 40pc', )),
        ),
    ),
    'time': (
        ('The repair takes {}.', 'They have waited {} for it.', 'It will last {}, she said.', ),
        (
            ('<=40 day', ('up to 40 days', 'as long as 40 days', 'no more than 40 days', 'a maximum of 40 days', 'at most 40 days', '40 days at most', )),
            ('>40 day', ('more than 40 days', 'well over 40 days', 'a good 40 days', )),
            ('>=40 day', ('at least 40 days', 'a minimum of 40 days', 'upwards of 40 days', '40 days or more', '40 or more days', '40-plus days', '40 days at least', '40 days or longer', '40 days plus', '40+ days', )),
            ('<40 day', ('just under 40 days', 'less than 40 days', 'not quite 40 days', )),
            ('~40 day', ('nearly 40 days', 'about 40 days', 'the best part of 40 days', 'close on 40 days', 'getting on for 40 days', '40 days or so', '40-odd days', )),
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("frames", "wanted", "ways"), [(frames, *row) for frames, rows in WRITTEN.values() for row in rows])  # fmt: skip
def test_limits_are_read_however_they_are_written(
    frames: tuple[str, ...], wanted: str, ways: tuple[str, ...]
) -> None:
    for way in ways:
        for frame in frames:
            figures_are(frame.format(way), wanted)
