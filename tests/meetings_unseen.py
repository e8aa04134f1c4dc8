"""Sentences and short articles annotated before the rules were tuned, and never looked at while tuning.

A meeting is written "who status mode day place": initials of the people (X Xi, P Putin, T Trump, K Kim, Z Zelenskyy, M
Modi, B Biden, E Erdogan, L Lukashenko, W Wang Yi, V Lavrov, O Obama), ? a day that is not judged, - not stated. A claim is written "low-high
since-day verdict", high empty without a ceiling, the day - when not stated.
"""

MEETINGS = [
    # (text, published, meetings)
    (
        "Chinese leader Xi Jinping hosted Vladimir Putin for tea in Beijing on Thursday, May 16, 2024.",
        "2024-05-17",
        ["PX held in-person 2024-05-16 Beijing"],
    ),
    (
        "Vladimir Putin and Narendra Modi held wide-ranging talks in New Delhi on December 5, 2025.",
        "2025-12-06",
        ["MP held in-person 2025-12-05 New Delhi"],
    ),
    (
        "US President Joe Biden and his Chinese counterpart Xi Jinping spoke by phone on Tuesday.",
        "2024-04-03",
        ["BX held phone 2024-04-02 -"],
    ),
    (
        "Kim Jong Un travelled by armoured train to Vladivostok, where he met Putin on April 25, 2019.",
        "2019-04-26",
        ["KP held in-person 2019-04-25 Vladivostok"],
    ),
    (
        "Donald Trump will meet Vladimir Putin in Alaska on August 15, the White House said.",
        "2025-08-10",
        ["PT planned in-person 2025-08-15 Anchorage|United States"],
    ),
    (
        "The Kremlin said a meeting between Putin and Zelenskyy was not planned.",
        "2025-08-20",
        ["PZ denied in-person - -"],
    ),
    (
        "Trump cancelled his summit with Kim Jong Un, scheduled for June 12 in Singapore.",
        "2018-05-24",
        ["KT cancelled in-person 2018-06-12 Singapore"],
    ),
    (
        "Xi received Russian Foreign Minister Sergei Lavrov in the Great Hall of the People on Tuesday.",
        "2024-04-10",
        ["VX held in-person 2024-04-09 Beijing"],
    ),
    ("Putin flew home after a two-day visit. Modi called it a success.", "2021-12-08", []),
    ("Xi Jinping arrived in Hungary on Wednesday and met Prime Minister Viktor Orban.", "2024-05-09", []),
    (
        "Putin met Vietnamese President To Lam in Hanoi on Thursday, a day after his summit with Kim Jong Un in Pyongyang.",
        "2024-06-21",
        ["KP held in-person 2024-06-19 Pyongyang"],
    ),
    (
        "The Russian and Chinese presidents spoke by video link on Tuesday, hours after the inauguration of Donald Trump.\nVladimir Putin called Xi Jinping a dear friend.",
        "2025-01-22",
        ["PX held video 2025-01-21 -"],
    ),
    (
        "“I had a very good conversation with President Xi,” Trump told reporters.",
        "2025-06-06",
        ["TX held in-person|phone ? -"],
    ),
    (
        "Erdogan and Putin are expected to hold talks in Istanbul next week.",
        "2022-03-01",
        ["EP planned in-person ? Istanbul"],
    ),
    ("Lukashenko, who has met Putin more often than any other leader, shrugged.", "2023-02-01", []),
    (
        "After meeting Modi in Kazan, Xi said the two countries should manage their differences.",
        "2024-10-24",
        ["MX held in-person ? Kazan"],
    ),
    ("Officials from both countries met in Geneva on Monday. Putin and Xi were briefed.", "2021-01-12", []),
    ("Vladimir Putin’s visit to Beijing comes days after that of Donald Trump.", "2026-05-19", []),
    (
        "Trump stepped into North Korea on Sunday to shake hands with Kim Jong Un at the Demilitarized Zone.",
        "2019-06-30",
        ["KT held in-person 2019-06-30 Panmunjom"],
    ),
    (
        "There are rumours that Xi might meet Zelenskyy on the margins of the G20 summit in Bali.",
        "2022-11-10",
        ["XZ unconfirmed in-person ? Bali"],
    ),
    (
        "Foreign ministers Wang Yi and Sergei Lavrov conferred in Tianjin on July 13, 2025.",
        "2025-07-14",
        ["VW held in-person 2025-07-13 Tianjin"],
    ),
    ("Putin congratulated Xi on his re-election in a message on Friday.", "2023-03-10", []),
    (
        "Xi also held separate talks with the leaders of Mongolia and Turkmenistan. Putin did not attend.",
        "2022-09-16",
        [],
    ),
    (
        "The leaders of China and Russia last met in Samarkand in September 2022.",
        "2023-03-18",
        ["PX held in-person 2022-09-01 Samarkand"],
    ),
    ("Their meeting lasted four hours.\nXi and Putin dined on quail and venison.", "2023-03-21", []),
    (
        "When Barack Obama met Xi at Sunnylands in June 2013, neither wore a tie.",
        "2019-01-05",
        ["OX held in-person 2013-06-01 Sunnylands"],
    ),
    ("Putin said he had no plans to meet Zelenskyy.", "2022-02-02", ["PZ denied in-person - -"]),
    ("The summit in Qingdao drew Putin, Modi and a dozen presidents, with Xi as host.", "2018-06-10", []),
    (
        "On June 5 the Chinese president was welcomed at the Kremlin by Putin. Xi Jinping stayed until June 7.",
        "2019-06-08",
        ["PX held in-person 2019-06-05 Moscow"],
    ),
    (
        "A Kremlin aide, Yury Ushakov, said Putin and Xi would have a one-on-one conversation in Samarkand on Thursday.",
        "2022-09-13",
        ["PX planned in-person 2022-09-15 Samarkand"],
    ),
    ("Modi’s meeting with Putin’s envoy on Monday lasted an hour.", "2024-02-06", []),
    (
        "A planned summit between Trump and Putin in Budapest has been called off.",
        "2025-10-22",
        ["PT cancelled in-person - Budapest"],
    ),
    (
        "Trump: I will be meeting with President Xi in South Korea in two weeks.",
        "2025-10-15",
        ["TX planned in-person ? South Korea"],
    ),
    ("Putin, 66, is the guest of honour at the forum in Beijing, where he will see Xi on Friday.", "2019-04-24", []),
    (
        "Xi and Putin had met in Moscow only ten days earlier, on June 5.",
        "2019-06-15",
        ["PX held in-person 2019-06-05 Moscow"],
    ),
    (
        "BEIJING - Presidents Xi Jinping and Vladimir Putin inaugurated the Power of Siberia pipeline by video link on Monday.",
        "2019-12-03",
        [],
    ),
    (
        "During the talks with his Chinese counterpart Xi Jinping in Fortaleza on July 14, 2014, Vladimir Putin proposed a gas deal.",
        "2014-07-16",
        ["PX held in-person 2014-07-14 Fortaleza"],
    ),
    (
        "The Russian side said Putin had declined to meet Zelenskyy in Buenos Aires.",
        "2018-12-01",
        ["PZ denied in-person - Buenos Aires"],
    ),
    (
        "Kim Jong Un and Donald Trump sat down to a dinner of steak at the Metropole hotel in Hanoi on Wednesday.",
        "2019-02-28",
        ["KT held in-person 2019-02-27 Hanoi"],
    ),
    (
        "The Chinese premier, Li Qiang, met Putin in Moscow on Wednesday.",
        "2024-08-22",
        ["LiP held in-person 2024-08-21 Moscow"],
    ),
    ("If Trump meets Kim again, he should ask about the rockets, the senator said.", "2025-03-03", []),
    (
        "Xi travelled to Moscow in March 2023 for three days of talks with Putin.",
        "2024-05-01",
        ["PX held in-person 2023-03-01 Moscow"],
    ),
    (
        "Putin and Erdogan discussed grain exports in a telephone call on Friday.",
        "2023-07-01",
        ["EP held phone 2023-06-30 -"],
    ),
    (
        "The Xi-Modi meeting in Wuhan in April 2018 was billed as informal.",
        "2020-06-20",
        ["MX held in-person 2018-04-01 Wuhan"],
    ),
    ("The two sides met in Minsk for talks on gas. Lukashenko thanked Putin.", "2014-08-30", []),
    ("Putin told Xi that trade had doubled.", "2024-05-17", []),
    (
        "Speaking before a meeting with Lukashenko in Sochi, Putin said the union state was strong.",
        "2021-09-10",
        ["LP held|planned in-person ? Sochi"],
    ),
    (
        "It has been two years since Biden and Xi met in Woodside, California.",
        "2025-11-15",
        ["BX held in-person ? California|United States|Woodside"],
    ),
    (
        "The Kremlin neither confirmed nor denied that Putin and Trump could meet in Riyadh.",
        "2025-02-14",
        ["PT unconfirmed in-person - Riyadh"],
    ),
    (
        "Xi’s talks with Putin on Tuesday produced 20 documents. The Russian leader saw him off on Wednesday.",
        "2025-09-03",
        ["PX held in-person 2025-09-02 -"],
    ),
    ("Visitors have met with long queues at the Putin exhibition; Xi's portrait hangs next door.", "2017-05-05", []),
    (
        "The pair met again at the SCO summit in Astana. Putin had visited Xi in Beijing in May.",
        "2024-07-05",
        ["PX held in-person ? Astana"],
    ),
    (
        "Xi Jinping and wife Peng Liyuan welcomed Putin and other guests before the parade in Beijing on September 3, 2015.",
        "2015-09-04",
        ["PX held in-person 2015-09-03 Beijing"],
    ),
    (
        "Trump spoke with Putin by phone on Monday and then called Zelenskyy.",
        "2025-05-20",
        ["PT held phone 2025-05-19 -"],
    ),
    (
        "Meeting on the fringes of the APEC gathering in Lima on November 19, 2016, Xi and Putin agreed to step up trade.",
        "2016-11-21",
        ["PX held in-person 2016-11-19 Lima"],
    ),
]

CLAIMS = [
    # (text, published, claims)
    ("Xi and Putin have met more than 40 times since 2013.", "2024-05-17", ["41- 2013-01-01 agrees"]),
    ("It was the 42nd time that Xi and Putin have met.", "2023-10-18", ["42-42 - agrees"]),
    ("Putin has visited China 19 times. Xi met him at the airport.", "2024-05-17", []),
    (
        "Xi Jinping and Vladimir Putin have held around 45 meetings over the past decade.",
        "2024-12-28",
        ["42-48 2014-12-28 disagrees"],
    ),
    ("This was their third meeting this year, Xi told Putin.", "2024-10-23", ["3-3 2024-01-01 agrees"]),
    ("Putin and Xi met 15 times in 2023.", "2024-01-10", ["15-15 2023-01-01 disagrees"]),
    ("Trump and Kim have met three times.", "2020-01-01", ["3-3 - agrees"]),
    (
        "It would be the first face-to-face meeting between Xi and Putin since the war in Ukraine began.",
        "2022-09-12",
        ["1-1 2022-02-24 forecast"],
    ),
    ("Xi and Putin, who signed 30 documents, praised 10 years of the Belt and Road.", "2023-10-18", []),
    ("The presidents, Xi Jinping and Vladimir Putin, met twice in 2025.", "2026-02-05", ["2-2 2025-01-01 agrees"]),
    (
        "Xi and Putin have met at least 40 times, far more than either has met any Western leader.",
        "2023-03-21",
        ["40- - agrees"],
    ),
    (
        "Foreign ministers Wang Yi and Lavrov held their fifth meeting this year. Xi and Putin were informed.",
        "2023-09-20",
        [],
    ),
    (
        "For the second time in three months, Xi Jinping and Vladimir Putin met on Wednesday.",
        "2024-07-04",
        ["2-2 2024-04-04 agrees"],
    ),
    ("Putin won a fifth term in March. In May he met Xi.", "2024-07-04", []),
    ("Xi and Putin had never met before 2010.", "2013-05-05", ["0-0 ? cannot tell"]),
    (
        "Putin, meeting Xi for the 11th time in two years, toasted the harvest.",
        "2015-05-09",
        ["11-11 2013-05-09 agrees"],
    ),
    (
        "About 40 meetings in ten years: no two leaders of great powers meet as often as Xi and Putin.",
        "2023-03-20",
        ["38-42 2013-03-20 agrees"],
    ),
    ("The second Trump-Kim summit ended early.", "2019-03-01", ["2-2 - agrees"]),
    (
        "It was the third time Mr. Xi and Mr. Putin had met since the invasion of Ukraine in February 2022.",
        "2023-10-19",
        ["3-3 2022-02-24 agrees"],
    ),
    ("Putin has been elected five times; Xi, three.", "2024-05-08", []),
    (
        "Xi and Putin have spoken by video a dozen times, met 42 times and exchanged dozens of letters.",
        "2023-10-19",
        ["42-42 - agrees"],
    ),
    ("Xi and Putin could meet as many as four times this year.", "2025-02-01", ["0-4 2025-01-01 forecast"]),
]
