"""Sentences and short articles that the rules were not written with.

Their errors were looked at when the model of `likelihood` came to the rules; what is kept out of the fit is now the set
HELD_OUT of annotated_articles.

A meeting is written "who status mode day place": initials of the people (X Xi, P Putin, T Trump, K Kim, Z Zelenskyy, M
Modi, B Biden, E Erdogan, L Lukashenko, W Wang Yi, V Lavrov, O Obama), ? a day that is not judged, - not stated. A claim
is written "low-high since-day verdict", high empty without a ceiling, the day - when not stated. An earlier set of 55
was opened once it had been scored, and its sentences stand in meetings_cases.py.
"""

MEETINGS = [
    # (text, published, meetings)
    (
        "Xi Jinping and Vladimir Putin met at the Diaoyutai state guesthouse on Friday, hours before the opening of the Winter Olympics.",
        "2022-02-04",
        ["PX held in-person 2022-02-04 Beijing"],
    ),
    (
        "Russian President Vladimir Putin met Indian Prime Minister Narendra Modi in Samarkand on Friday.",
        "2022-09-17",
        ["MP held in-person 2022-09-16 Samarkand"],
    ),
    (
        "The Turkish leader, Recep Tayyip Erdogan, hosted Volodymyr Zelenskyy in Istanbul on July 7, 2023.",
        "2023-07-09",
        ["EZ held in-person 2023-07-07 Istanbul"],
    ),
    (
        "Putin flew to Pyongyang, where Kim Jong Un greeted him at the airport on June 19, 2024.",
        "2024-06-20",
        ["KP held in-person 2024-06-19 Pyongyang"],
    ),
    (
        "Joe Biden and Xi Jinping are to meet in Bali on Monday, the White House confirmed.",
        "2022-11-11",
        ["BX planned in-person 2022-11-14 Bali"],
    ),
    ("Trump said he would meet Putin within weeks.", "2025-08-06", ["PT planned in-person ? -"]),
    (
        "The Kremlin has denied reports of a meeting between Putin and Zelenskyy in Ankara.",
        "2025-05-14",
        ["PZ denied in-person - Ankara"],
    ),
    (
        "Lukashenko met Xi in Minsk? No: in Beijing, on March 1, 2023.",
        "2023-03-02",
        ["LX held in-person 2023-03-01 Beijing"],
    ),
    (
        "Talks between Modi and Xi in Tianjin on August 31, 2025, eased tensions.",
        "2025-09-01",
        ["MX held in-person 2025-08-31 Tianjin"],
    ),
    (
        "Xi Jinping welcomed Narendra Modi and Vladimir Putin in Tianjin on Sunday.",
        "2025-09-01",
        ["MPX held in-person 2025-08-31 Tianjin"],
    ),
    (
        "Wang Yi, China's foreign minister, met Antony Blinken in Beijing on Friday. Xi received Blinken later.",
        "2024-04-27",
        ["BlW held in-person 2024-04-26 Beijing", "BlX held in-person ? -"],
    ),
    ("Putin met the Iranian president, Masoud Pezeshkian, in Ashgabat.", "2024-10-12", []),
    ("Putin met his ministers on Monday; Xi met his.", "2024-10-12", []),
    ("Hungarian Prime Minister Viktor Orban met Putin in Moscow and then Xi in Beijing.", "2024-07-09", []),
    ("A spokesman for Xi met reporters. Putin’s spokesman did the same.", "2024-07-09", []),
    ("Xi’s special envoy Li Hui held talks with Zelenskyy in Kyiv.", "2023-05-18", []),
    ("Xi sent Putin a message of congratulation on Tuesday.", "2024-05-08", []),
    (
        "Russia’s foreign minister met his Chinese counterpart in Beijing on April 9, 2024. Lavrov thanked Wang Yi.",
        "2024-04-10",
        ["VW held in-person 2024-04-09 Beijing"],
    ),
    (
        "At the Kremlin on March 21, 2023, Putin and Xi signed two statements after their talks.",
        "2023-03-22",
        ["PX held in-person 2023-03-21 Moscow"],
    ),
    (
        "The two leaders held a phone call on Wednesday, Chinese state media said.\nXi told Putin that he would visit.",
        "2023-03-02",
        ["PX held phone 2023-03-01 -"],
    ),
    ("Putin held a video call with Xi.\nThe call lasted for 90 minutes.", "2025-01-21", ["PX held video ? -"]),
    (
        "The trilateral meeting of Putin, Xi and Modi in Osaka took place on June 28, 2019.",
        "2019-06-29",
        ["MPX held in-person 2019-06-28 Osaka"],
    ),
    (
        "Trump met privately with Putin in Hamburg on July 7, 2017.",
        "2017-07-08",
        ["PT held in-person 2017-07-07 Hamburg"],
    ),
    (
        "In Helsinki on July 16, 2018, Donald Trump sat down with Vladimir Putin.",
        "2018-07-17",
        ["PT held in-person 2018-07-16 Helsinki"],
    ),
    ("Obama and Putin have not met since.", "2014-12-01", ["OP denied in-person - -"]),
    ("The summit between Biden and Putin is off, an aide said.", "2022-02-24", ["BP cancelled in-person - -"]),
    (
        "Trump and Xi’s meeting in Busan on October 30, 2025, lasted 100 minutes.",
        "2025-10-31",
        ["TX held in-person 2025-10-30 Busan"],
    ),
    (
        "Xi and Putin last saw each other in Kazan in October 2024.",
        "2025-05-07",
        ["PX held in-person 2024-10-01 Kazan"],
    ),
    (
        "On Thursday Putin will hold talks with Xi, his host, in Beijing.",
        "2024-05-14",
        ["PX planned in-person 2024-05-16 Beijing"],
    ),
    (
        "China’s president may meet Mr Putin in Samarkand next week, a Russian diplomat said. Xi Jinping has not left China for two years.",
        "2022-09-08",
        ["PX unconfirmed in-person ? Samarkand"],
    ),
    ("What did Xi and Putin talk about in Moscow? Nobody knows.", "2023-03-23", []),
    (
        "The Kim-Putin summit in Vladivostok on April 25, 2019, was their first.",
        "2019-04-26",
        ["KP held in-person 2019-04-25 Vladivostok"],
    ),
    ("Putin’s motorcade met Xi’s at the bridge.", "2024-05-18", []),
    ("Kim visited Putin’s old school. Trump visited Kim’s.", "2024-05-18", []),
    (
        "The presidents of Russia and China, Vladimir Putin and Xi Jinping, met in Shanghai on May 20, 2014.",
        "2014-05-21",
        ["PX held in-person 2014-05-20 Shanghai"],
    ),
    ("Zelenskyy has asked for a meeting with Xi.", "2023-02-25", ["XZ planned|unconfirmed in-person - -"]),
    (
        "Xi Jinping left Moscow on Wednesday after two days of talks with Vladimir Putin.",
        "2023-03-22",
        ["PX held in-person ? Moscow"],
    ),
    (
        "“Putin and I met in St Petersburg,” Lukashenko recalled on Friday.",
        "2023-07-28",
        ["LP held in-person ? St Petersburg"],
    ),
    (
        "Moscow and Beijing have agreed that Putin and Xi shall meet in September, Peskov told reporters on Monday.",
        "2025-06-16",
        ["PX planned in-person 2025-09-01 -"],
    ),
    ("Putin and Xi watched the parade from the stand in Beijing.", "2025-09-03", []),
    ("The film shows Putin meeting Xi in Moscow in 2013.", "2020-03-01", ["PX held in-person 2013-01-01 Moscow"]),
    ("Xi’s ministers met Putin’s in Harbin.", "2024-05-18", []),
    (
        "They met at the G20 in Antalya on November 15, 2015.\nPutin had asked Xi for the meeting.",
        "2015-11-17",
        ["PX held in-person 2015-11-15 Antalya"],
    ),
    (
        "A phone call between Trump and Xi on September 19, 2025, cleared the way.",
        "2025-09-20",
        ["TX held phone 2025-09-19 -"],
    ),
]

CLAIMS = [
    # (text, published, claims)
    ("Since 2013 Xi and Putin have met 38 times.", "2022-02-05", ["38-38 2013-01-01 agrees"]),
    (
        "The Russian president said he had met Xi Jinping about 40 times. Putin smiled.",
        "2023-03-21",
        ["38-42 - agrees"],
    ),
    ("Xi Jinping and Vladimir Putin have met on some 45 occasions.", "2024-12-30", ["42-48 - agrees"]),
    (
        "It was the leaders’ third encounter in less than a year, for Xi and for Putin.",
        "2024-10-23",
        ["3-3 2023-10-23 agrees"],
    ),
    ("Xi and Putin met seven times in 2014.", "2015-01-15", ["7-7 2014-01-01 disagrees"]),
    ("This is the 11th meeting between Xi and Putin since 2013.", "2015-05-08", ["11-11 2013-01-01 agrees"]),
    ("Putin has met Trump six times; Xi, four.", "2025-08-17", ["6-6 - cannot tell"]),
    ("Xi Jinping and Putin, who have met over 40 times, are close.", "2024-05-16", ["41- - agrees"]),
    ("Kim and Trump met three times between 2018 and 2019.", "2025-01-21", ["3-3 ? agrees"]),
    ("Xi and Putin last met in May.", "2024-07-04", []),
    (
        "The two have met face to face five times since the invasion of Ukraine. Xi and Putin embraced.",
        "2024-07-04",
        ["5-5 2022-02-24 agrees"],
    ),
    ("Putin said he and Xi would meet at least twice this year.", "2025-01-22", ["2- 2025-01-01 forecast"]),
    ("At the 20th meeting of the council Xi, in his third term, spoke after Putin.", "2020-11-10", []),
    ("Xi has met 30 heads of state since January, Putin among them.", "2019-06-06", []),
    (
        "It was their fourth meeting in four months, said an aide to Xi; Putin counted three.",
        "2019-07-01",
        ["4-4 2019-03-01 agrees"],
    ),
    ("Xi: Putin and I have met nearly 20 times in the past four years.", "2017-07-03", ["18-19 2013-07-03 disagrees"]),
]
