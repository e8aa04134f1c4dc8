"""A third set of short articles, written before any rule was run on them, in the notation of meetings_unseen.

Scored once unopened: meetings 22 right of 31 found and 52 expected (precision .71, recall .42), claims 8 of 9 and 12
(.89, .67). Opened then, so that what is mended since is no measure of unseen text.

Outlets of many kinds (agency, tabloid, broadcaster, think tank, machine translation), British and American usage, and
pairs of leaders that the rules were not written with.
"""

MEETINGS = [
    # (text, published, meetings)
    (
        "BEIJING — Russian President Vladimir Putin and Chinese President Xi Jinping held talks in the Great Hall of the People on Tuesday, Sept. 2, a day before the parade.\nThe talks lasted about three hours, according to a Kremlin readout.",
        "2025-09-02",
        ["PX held in-person 2025-09-02 Beijing"],
    ),
    (
        "Vladimir Putin jetted into Delhi on Thursday evening and was met on the tarmac by Narendra Modi himself.\nThe pair then shared a car to the PM’s residence.",
        "2025-12-05",
        ["MP held in-person 2025-12-04 New Delhi|Delhi|-"],
    ),
    (
        "Mr Trump is due to sit down with Mr Xi in South Korea on Thursday, the first time that the two have been in a room since 2019.",
        "2025-10-28",
        ["TX planned in-person 2025-10-30 South Korea"],
    ),
    (
        "The leader of Russia Putin and chairman of the PRC Xi Jinping have carried out on Tuesday the negotiations in the format of videoconference. The conversation of leaders lasted one hour and 35 minutes.",
        "2025-01-22",
        ["PX held video 2025-01-21 -"],
    ),
    (
        "Kim Jong Un returned to Pyongyang on Saturday. On Thursday in Hanoi he and Donald Trump had cut short their summit without a deal.",
        "2019-03-02",
        ["KT held in-person 2019-02-28 Hanoi"],
    ),
    (
        "Zelensky to meet Trump at White House on Friday\nThe Ukrainian president, Volodymyr Zelensky, will meet Donald Trump in Washington on 28 February to sign a minerals agreement.",
        "2025-02-26",
        ["TZ planned in-person 2025-02-28 Washington|White House|-", "TZ planned in-person 2025-02-28 Washington"],
    ),
    (
        "Erdogan and Putin spoke by telephone on Monday, the Turkish presidency said. They discussed grain and gas.",
        "2022-09-06",
        ["EP held phone 2022-09-05 -"],
    ),
    (
        "Lukashenko has flown to Sochi. There, on Monday, he will discuss Ukraine with Putin over lunch.",
        "2022-09-24",
        ["LP planned in-person 2022-09-26 Sochi"],
    ),
    (
        "Biden and Putin, who met at a lakeside villa in Geneva on June 16, 2021, have not met since.",
        "2022-01-20",
        ["BP held in-person 2021-06-16 Geneva"],
    ),
    (
        "In May Xi hosted Putin in Beijing; in July they saw each other again at the summit in Astana.",
        "2024-08-10",
        ["PX held in-person 2024-05-01 Beijing", "PX held in-person 2024-07-01|2024-07-03 Astana"],
    ),
    (
        "Lavrov met Wang in Vientiane on the margins of the ASEAN ministerial on July 25, 2024. Sergey Lavrov and Wang Yi agreed to consult more often.",
        "2024-07-26",
        ["VW held in-person 2024-07-25 Vientiane"],
    ),
    (
        "Modi hugged Putin at Novo-Ogaryovo on Monday night, and Kyiv winced. The embrace opened Narendra Modi’s first trip to Russia since Vladimir Putin ordered the invasion.",
        "2024-07-09",
        ["MP held in-person 2024-07-08 ?"],
    ),
    (
        "The Kremlin says there is no plan for a meeting between Putin and Zelenskyy.",
        "2025-08-29",
        ["PZ denied in-person - -"],
    ),
    (
        "Trump scrapped a planned summit with Putin in Budapest, saying he did not want a wasted meeting.",
        "2025-10-22",
        ["PT cancelled in-person - Budapest"],
    ),
    (
        "Trump rolled out the red carpet for Putin in Anchorage, Alaska, on Aug. 15. Nearly three hours of talks ended without a ceasefire.",
        "2025-08-16",
        ["PT held in-person 2025-08-15 Anchorage"],
    ),
    (
        "Three days after his talks with Putin in Alaska, Trump received Zelenskyy at the White House on August 18.",
        "2025-08-19",
        ["PT held in-person 2025-08-15|? Alaska|Anchorage", "TZ held in-person 2025-08-18 Washington|White House|-"],
    ),
    ("Xi flew home from Kazan on Thursday. Putin stayed on to see off the other guests.", "2024-10-25", []),
    (
        "What Xi wants from Putin\nAnalysis. A weaker Russia suits Xi Jinping, and Vladimir Putin knows it. Trade between the two rose by a quarter last year.",
        "2023-03-19",
        [],
    ),
    (
        "Putin met Hungary’s Viktor Orban in Beijing on Tuesday. He will see Xi on Wednesday.",
        "2023-10-17",
        ["PX planned in-person 2023-10-18 Beijing|-"],
    ),
    (
        "Chinese Premier Li Qiang met Russian Prime Minister Mikhail Mishustin in Moscow. Later that day Li called on Putin in the Kremlin.",
        "2024-08-22",
        ["LiMi held in-person ? Moscow", "LiP held in-person ? Moscow|-"],
    ),
    (
        "SINGAPORE, June 12 (Wire) - Donald Trump and Kim Jong Un shook hands at a hotel on Sentosa on Tuesday, the first sitting leaders of their countries to meet.",
        "2018-06-12",
        ["KT held in-person 2018-06-12 Singapore|-"],
    ),
    (
        "Xi and Putin will not meet in Johannesburg: the Russian president is staying at home.",
        "2023-07-20",
        ["PX cancelled|denied in-person - Johannesburg"],
    ),
    (
        "The Chinese leader’s three-day state visit to Russia, during which he held two rounds of talks with Vladimir Putin, ended on Wednesday, 22 March. Xi Jinping left Moscow at dawn.",
        "2023-03-22",
        ["PX held in-person 2023-03-20|? Russia|Moscow"],
    ),
    (
        "Obama and Xi walked in the gardens of Sunnylands, California, on June 7 and 8, 2013. Barack Obama called the talks terrific; Xi Jinping spoke of a new model.",
        "2013-06-10",
        ["OX held in-person 2013-06-07 Sunnylands|California|-"],
    ),
    (
        "‘He’s late again’: Putin kept Erdogan waiting in Tehran – and this time it was the other way round. The Turkish president let Vladimir Putin stand before the cameras for 50 seconds on 19 July.",
        "2022-07-20",
        ["EP held in-person 2022-07-19 Tehran"],
    ),
    (
        "Putin’s aide Yury Ushakov said on Friday that a date for the president’s meeting with Trump had not been agreed. Donald Trump had spoken of March.",
        "2025-02-21",
        ["PT planned|unconfirmed in-person ?|- -"],
    ),
    (
        "Kim Jong-un crossed into Russia by armoured train on Tuesday. The next day Putin showed him around the Vostochny spaceport.",
        "2023-09-14",
        ["KP held in-person 2023-09-13 ?"],
    ),
    (
        "Mr. Biden and Mr. Xi spoke for four hours at an estate in Woodside, Calif., on Wednesday. It was Joe Biden’s seventh conversation with Xi Jinping as president.",
        "2023-11-16",
        ["BX held in-person 2023-11-15 Woodside|California|-"],
    ),
    (
        "During the visit of the Chairman of the People’s Republic of China Xi Jinping to Moscow in May 2015 he and the President of the Russian Federation V. Putin took part in the parade and conducted negotiations.",
        "2016-06-20",
        ["PX held in-person 2015-05-01|2015-05-08 Moscow"],
    ),
    (
        "The Xi-Modi meeting in Kazan on 23 October was the first formal one in five years. Narendra Modi tweeted a picture.",
        "2024-10-24",
        ["MX held in-person 2024-10-23 Kazan"],
    ),
    (
        "Peskov denied on Monday that Putin had spoken with Trump. Donald Trump’s own account differs.",
        "2024-11-11",
        ["PT denied phone ?|- -"],
    ),
    (
        "Xi Jinping and Vladimir Putin exchanged New Year greetings on Wednesday. The two heads of state spoke of friendship.",
        "2025-01-01",
        [],
    ),
    (
        "When Putin travelled to Xi’an he was a young man. When Xi travelled to Sochi he watched the Olympic opening with Putin on 7 February 2014.",
        "2018-03-01",
        ["PX held in-person 2014-02-07 Sochi"],
    ),
    (
        "Their video link froze twice. On Wednesday, December 15, Vladimir Putin and Xi Jinping nonetheless talked for more than an hour.",
        "2021-12-16",
        ["PX held video 2021-12-15 -"],
    ),
    (
        "Trump and Putin phoned each other on 18 March. Trump told reporters about the conversation on Air Force One. Putin said nothing.",
        "2025-03-19",
        ["PT held phone 2025-03-18 -"],
    ),
    (
        "Zelenskyy and Biden met in Kyiv on 20 February, the eve of Putin’s address to parliament.",
        "2023-02-21",
        ["BZ held in-person 2023-02-20 Kyiv"],
    ),
    (
        "Xi is expected to travel to Moscow for the Victory Day parade, an aide to Putin said. China has not confirmed it.",
        "2025-02-10",
        ["PX planned|unconfirmed in-person ? Moscow"],
    ),
    (
        "At a ceremony in the Kremlin on 8 May Putin greeted Xi with the words “dear friend”. The talks went on into the evening.",
        "2025-05-08",
        ["PX held in-person 2025-05-08 Moscow"],
    ),
    (
        "Lukashenko hosted Xi’s envoy on Friday. Xi himself has not been to Minsk since 2015.",
        "2023-12-09",
        [],
    ),
    (
        "Ahead of the G-20 in Buenos Aires, where he sat down with Xi Jinping over steak on Dec. 1, Donald Trump had called off a meeting with Vladimir Putin.",
        "2018-12-03",
        ["TX held in-person 2018-12-01 Buenos Aires", "PT cancelled in-person ?|- Buenos Aires|-"],
    ),
    (
        "Putin and Xi, Modi and Xi, Erdogan and Putin: the halls of Samarkand saw them all. On Thursday 15 September Putin thanked Xi, at their meeting, for his balanced stance.",
        "2022-09-17",
        ["PX held in-person 2022-09-15 Samarkand|-"],
    ),
    (
        "Analysts doubt that Putin and Zelenskyy will ever meet. They last saw each other in Paris in December 2019.",
        "2025-08-21",
        ["PZ held in-person 2019-12-01 Paris"],
    ),
    (
        "Narendra Modi spoke to Volodymyr Zelenskyy over the phone on Saturday. Modi is to fly to China to meet Xi on Sunday.",
        "2025-08-30",
        ["MZ held phone 2025-08-30 -", "MX planned in-person 2025-08-31 China"],
    ),
    (
        "Russian president Vladimir Putin has arrived in Pyongyang for the first time in 24 years. Kim Jong-un, who visited him in the Russian far east last September, hugged him at the airport in the small hours of Wednesday.",
        "2024-06-19",
        ["KP held in-person 2024-06-19 Pyongyang", "KP held in-person 2023-09-01 Russia|-"],
    ),
    (
        "No handshake was shown on state television. Trump had stepped over the line at Panmunjom on June 30, 2019, to greet Kim.",
        "2019-07-02",
        ["KT held in-person 2019-06-30 Panmunjom"],
    ),
    (
        "Wang Yi said on Thursday that he had briefed Lavrov by phone. Sergey Lavrov confirmed it.",
        "2025-08-21",
        ["VW held phone ?|2025-08-21 -"],
    ),
    (
        "It’s on! Trump and Kim agree to meet\nDonald Trump has accepted an invitation to meet Kim Jong Un by May, a South Korean envoy said.",
        "2018-03-09",
        ["KT planned in-person ? -"],
    ),
    (
        "Erdogan offered to host Putin and Zelenskyy in Istanbul. Neither Vladimir Putin nor Volodymyr Zelenskyy replied.",
        "2025-05-12",
        [],
    ),
    (
        "Ties have warmed since Trump and Lukashenko talked by phone in August. On Friday Alexander Lukashenko freed 52 prisoners.",
        "2025-09-12",
        ["LT held phone 2025-08-01 -"],
    ),
    (
        "The Moscow talks of Xi and Putin in March 2013 produced 35 agreements. Xi Jinping had taken office a week before; Vladimir Putin was in his third term.",
        "2014-03-22",
        ["PX held in-person 2013-03-01|2013-03-22 Moscow"],
    ),
]

CLAIMS = [
    # (text, published, claims)
    ("It is the third time this year. Xi and Putin last met in July.", "2024-10-22", ["3-3 2024-01-01 agrees"]),
    (
        "President Xi has met President Putin on more than 40 occasions, more than with any other foreign leader.",
        "2024-05-16",
        ["41- - agrees"],
    ),
    (
        "“My old friend” Xi, said Putin, adding that the pair had met some 20 times since 2013.",
        "2017-07-04",
        ["19-21 2013-01-01 agrees"],
    ),
    (
        "Xi Jinping will be meeting Vladimir Putin for the 42nd time, by Chinese count.",
        "2023-10-17",
        ["42-42 - agrees"],
    ),
    (
        "In ten years the two leaders have come together 40 times, an adviser to Putin said. Xi leaves on Wednesday.",
        "2023-03-20",
        ["40-40 2013-03-20 agrees"],
    ),
    ("Trump and Kim met for the second time in Hanoi.", "2019-03-01", ["2-2 - agrees"]),
    ("Kim and Trump had by then met thrice.", "2019-07-02", ["3-3 - agrees"]),
    ("Putin has been to China 20 times; Xi came to Russia 11 times.", "2025-09-02", []),
    (
        "This is the fourth face-to-face meeting between Xi and Putin since the full-scale invasion of Ukraine.",
        "2024-05-16",
        ["4-4 2022-02-24 agrees"],
    ),
    ("Xi and Putin signed 20 documents at their second session of talks on the third day.", "2023-03-22", []),
    (
        "Vladimir Putin and Xi Jinping have met three times in 2015, the ministry said.",
        "2015-09-04",
        ["3-3 2015-01-01 agrees"],
    ),
    (
        "The pair have met at least 40 times since 2012, Putin’s spokesman said. Xi will stay for two days.",
        "2023-03-20",
        ["40- 2012-01-01 agrees"],
    ),
    ("Xi met Putin twelve times in 2019.", "2020-02-01", ["12-12 2019-01-01 disagrees"]),
    ("Xi Jinping held his second video call of the year with Putin.", "2021-12-15", ["2-2 2021-01-01 agrees"]),
    ("The two men first met in 2010. Xi was then vice-president, Putin prime minister.", "2019-06-05", []),
    ("The seventh round of Xi’s talks in as many days was with Putin.", "2019-06-05", []),
]
