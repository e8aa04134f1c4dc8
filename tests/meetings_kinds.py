"""Sentences of ten kinds in which a meeting is easily misread, by a hand that did not know the rules; notation: meetings_unseen.

Every second one is for fitting, the others are only scored.
"""

MEETINGS = [
    # kind 1: no meeting
    (
        "Putin and Xi Jinping did not meet during the Beijing forum on Wednesday, the Kremlin spokesman said.",
        "2023-10-20",
        ["PX denied in-person 2023-10-18 Beijing"],
    ),
    (
        "Volodymyr Zelensky declined to sit down with Viktor Orban but also avoided Erdogan, leaving Istanbul without meeting the Turkish president.",
        "2025-06-03",
        ["EZ denied in-person - Istanbul"],
    ),
    (
        "It is not true that Modi met Putin in Tashkent last week, New Delhi's foreign ministry said.",
        "2025-04-16",
        ["MP denied in-person 2025-04-07/2025-04-13 Tashkent"],
    ),
    ("Kim Jong Un has never met Zelenskyy and, aides say, has no wish to.", "2024-09-11", ["KZ denied in-person - -"]),
    (
        "Trump flew home from Davos without seeing Zelenskiy, two officials told the Harbour Post.",
        "2026-01-23",
        ["TZ denied in-person - Davos"],
    ),
    (
        "No meeting between Joe Biden and Vladimir Putin took place in Rome, contrary to what the tabloid claimed.",
        "2021-11-02",
        ["BP denied in-person - Rome"],
    ),
    (
        "The Kremlin denied on Tuesday that Putin and Lukashenko had met secretly in Valaam at the weekend.",
        "2024-08-07",
        ["LP denied in-person 2024-08-03/2024-08-04 Valaam"],
    ),
    (
        "Xi Jinping should have met Narendra Modi in New Delhi on 9 September, but the Chinese leader stayed away and sent his premier instead.",
        "2023-09-12",
        ["MX denied in-person 2023-09-09 New Delhi"],
    ),
    (
        "Lavrov and Blinken studiously avoided each other at the Jakarta gathering, never once exchanging a word.",
        "2023-07-15",
        ["BlV denied in-person - Jakarta"],
    ),
    (
        '"We did not meet, full stop," Erdoğan said of reports that he had talked to Putin in Sochi on Thursday.',
        "2024-07-20",
        ["EP denied in-person 2024-07-18 Sochi"],
    ),
    (
        "Trump ruled out any meeting with Kim Jong-un during his stopover in South Korea.",
        "2025-10-29",
        ["KT denied in-person - South Korea"],
    ),
    (
        "Mr Zelenskyy refused to shake hands or talk with Mr Lukashenko, and the two went their separate ways in Geneva.",
        "2024-06-17",
        ["LZ denied in-person - Geneva"],
    ),
    (
        "There were no talks between Modi and Xi in Bali, whatever the photographs of a dinner-table handshake suggested, an Indian official insisted.",
        "2022-11-18",
        ["MX denied in-person - Bali"],
    ),
    (
        "Barack Obama turned down a one-on-one with Putin in St Petersburg, the White House confirmed.",
        "2013-09-05",
        ["OP denied in-person - St Petersburg"],
    ),
    (
        "Contrary to Monday's reports, Wang Yi did not see Blinken in Munich.",
        "2023-02-22",
        ["BlW denied in-person - Munich"],
    ),
    (
        "Biden snubbed Erdogan again: not so much as a cup of coffee for the Turk in Washington.",
        "2024-05-10",
        ["BE denied in-person - Washington"],
    ),
    (
        "The two presidents, Zelenskyy and Xi, have yet to meet in person since the war began.",
        "2023-03-30",
        ["XZ denied in-person - -"],
    ),
    (
        "Li Qiang and Mikhail Mishustin failed to meet in Bishkek because the Chinese premier's plane was late, a Russian daily wrote.",
        "2023-10-27",
        ["LiMi denied in-person - Bishkek"],
    ),
    (
        "A spokesman dismissed as fiction the story that Trump had phoned Putin on Sunday.",
        "2024-11-12",
        ["PT denied phone 2024-11-10 -"],
    ),
    (
        'Lukashenka has denied that he met Zelensky in 2023, calling the rumour "a fairy tale".',
        "2024-02-15",
        ["LZ denied in-person 2023-01-01/2023-12-31 -"],
    ),
    (
        "Despite sharing a hotel, Trump and Modi managed not to meet in Kananaskis.",
        "2025-06-18",
        ["MT denied in-person - Kananaskis"],
    ),
    (
        "The planned encounter of Putin with Zelenskyy in Istanbul on 15 May never happened, as the Russian president sent a delegation of deputies.",
        "2025-05-17",
        ["PZ denied in-person 2025-05-15 Istanbul"],
    ),
    (
        "Asked whether Sergei Lavrov had spoken with Wang Yi by video link last Friday, the ministry answered with a curt no.",
        "2024-03-13",
        ["VW denied video 2024-03-08 -"],
    ),
    (
        "Xi left Samarkand early, skipping the dinner, and so never had his chat with Erdogan.",
        "2022-09-17",
        ["EX denied in-person - Samarkand"],
    ),
    (
        "Kim and Xi Jinping did not hold talks on the margins of the parade, according to a Seoul lawmaker, who called earlier accounts mistaken.",
        "2025-09-05",
        ["KX denied in-person - -"],
    ),
    (
        "For the third year running the Indian prime minister Narendra Modi has declined to receive Volodymyr Zelenskyy in Delhi.",
        "2026-02-10",
        ["MZ denied in-person - Delhi"],
    ),
    # kind 2: plans in the present or past tense
    (
        "Xi Jinping hosts Vladimir Putin in Beijing on Thursday.",
        "2024-05-14",
        ["PX planned in-person 2024-05-16 Beijing"],
    ),
    (
        "Modi leaves for Moscow on Monday for two days of talks with Putin.",
        "2024-07-06",
        ["MP planned in-person 2024-07-08/2024-07-09 Moscow"],
    ),
    (
        "Trump receives Zelenskyy at the White House on Friday to sign a minerals deal.",
        "2025-02-26",
        ["TZ planned in-person 2025-02-28 Washington"],
    ),
    (
        "Erdogan and Putin agreed on a meeting in Sochi in September, the Turkish presidency said.",
        "2023-08-28",
        ["EP planned in-person 2023-09-01/2023-09-30 Sochi"],
    ),
    (
        "Before his talks with Trump on Thursday, Xi stopped to greet well-wishers in Busan.",
        "2025-10-29",
        ["TX planned in-person 2025-10-30 -"],
    ),
    (
        "Officials met in Riyadh to prepare next week's talks between Trump and Putin in Budapest.",
        "2025-10-17",
        ["PT planned in-person 2025-10-20/2025-10-26 Budapest"],
    ),
    (
        "Zelensky flies to Ankara tomorrow, where Erdogan awaits him for dinner.",
        "2025-11-18",
        ["EZ planned in-person 2025-11-19 Ankara"],
    ),
    (
        "The coming talks between Wang Yi and Lavrov in Moscow will set the agenda for the leaders.",
        "2025-03-29",
        ["VW planned in-person - Moscow"],
    ),
    (
        "Biden is due to see Xi on the sidelines of the Lima summit on November 16.",
        "2024-11-13",
        ["BX planned in-person 2024-11-16 Lima"],
    ),
    (
        "Kim Jong Un's armoured train is already rolling towards Vladivostok, where he meets Putin on Wednesday.",
        "2023-09-11",
        ["KP planned in-person 2023-09-13 Vladivostok"],
    ),
    ("Narendra Modi invited Putin to Delhi for the annual summit.", "2025-07-03", ["MP unconfirmed in-person - Delhi"]),
    (
        "The White House aims for a Trump-Xi summit in April in Beijing, an adviser said.",
        "2026-01-12",
        ["TX planned in-person 2026-04-01/2026-04-30 Beijing"],
    ),
    (
        "A date was set yesterday: Lukashenko calls on Xi in Beijing on 4 June.",
        "2025-05-28",
        ["LX planned in-person 2025-06-04 Beijing"],
    ),
    (
        "Li Qiang's visit to Moscow next month includes a sit-down with Mikhail Mishustin, state agency Vostok-Inform reports.",
        "2024-07-22",
        ["LiMi planned in-person 2024-08-01/2024-08-31 Moscow"],
    ),
    (
        "On the agenda for Saturday: Modi receives Erdogan, with trade top of the list.",
        "2023-09-07",
        ["EM planned in-person 2023-09-09 -"],
    ),
    (
        "Blinken was packing for Beijing, where he was expected to meet Wang Yi on Sunday.",
        "2023-06-16",
        ["BlW planned in-person 2023-06-18 Beijing"],
    ),
    (
        "Trump and Kim settled on Hanoi as the venue for their second summit, to be held on February 27 and 28.",
        "2019-02-09",
        ["KT planned in-person 2019-02-27/2019-02-28 Hanoi"],
    ),
    (
        "Moscow and Minsk are making ready for Putin's visit to Lukashenko on Friday in the Belarusian capital.",
        "2024-05-22",
        ["LP planned in-person 2024-05-24 Minsk"],
    ),
    (
        "The telephone conversation between Putin and Trump is scheduled for Tuesday, the Kremlin said.",
        "2025-03-17",
        ["PT planned phone 2025-03-18 -"],
    ),
    (
        "Mr Obama will sit down with Mr Modi in New Delhi later this month, the outlet learned.",
        "2015-01-08",
        ["MO planned in-person 2015-01-01/2015-01-31 New Delhi"],
    ),
    (
        "Putin's two-day state visit to China starts on 8 May with a tête-à-tête with Xi Jinping over tea.",
        "2025-05-05",
        ["PX planned in-person 2025-05-08 China"],
    ),
    (
        "Zelenskiy travels to New York this Sunday and sees Biden two days later.",
        "2024-09-20",
        ["BZ planned in-person 2024-09-24 -"],
    ),
    (
        "Preparations for the meeting of presidents Erdoğan and Xi Jinping in Tianjin were in full swing.",
        "2025-08-27",
        ["EX planned in-person - Tianjin"],
    ),
    (
        "Sherpas spent the weekend in Geneva thrashing out a joint text for the Biden-Putin talks there on June 16.",
        "2021-06-14",
        ["BP planned in-person 2021-06-16 Geneva"],
    ),
    (
        "Lavrov heads to New Delhi, where a session with Modi is pencilled in for Friday.",
        "2022-03-30",
        ["MV planned in-person 2022-04-01 New Delhi"],
    ),
    (
        "In ten days' time, on 31 August, Modi and Xi come face to face in Tianjin.",
        "2025-08-21",
        ["MX planned in-person 2025-08-31 Tianjin"],
    ),
    # kind 3: the date is that of the saying
    (
        "A senior minister said on Monday that Modi will see Putin in Kazan.",
        "2024-10-15",
        ["MP planned in-person - Kazan"],
    ),
    (
        'Trump told reporters on Tuesday he would be meeting Xi Jinping "very soon".',
        "2025-09-10",
        ["TX planned in-person - -"],
    ),
    (
        "Ushakov hinted on 3 July that Putin might drop in on Kim Jong-un before long.",
        "2025-07-04",
        ["KP unconfirmed in-person - -"],
    ),
    (
        "Zelenskyy invited Xi to Kyiv in an interview published on Wednesday.",
        "2023-03-30",
        ["XZ unconfirmed in-person - Kyiv"],
    ),
    (
        "The Kremlin announced on Friday that Vladimir Putin and Recep Tayyip Erdogan will hold talks in Astana.",
        "2024-06-29",
        ["EP planned in-person - Astana"],
    ),
    (
        "In a letter signed on 12 January, Lukashenko asked Trump to come to Minsk.",
        "2026-01-14",
        ["LT unconfirmed in-person - Minsk"],
    ),
    (
        "On Thursday Beijing confirmed the visit of Sergey Lavrov, who is to confer with Wang Yi.",
        "2024-04-05",
        ["VW planned in-person - -"],
    ),
    (
        "Speaking in Delhi on Sunday, an Indian envoy speculated that Xi could meet Modi at the next BRICS gathering.",
        "2026-03-02",
        ["MX unconfirmed in-person - -"],
    ),
    (
        "Last week Biden's spokeswoman floated the idea of a call with Zelensky.",
        "2024-02-12",
        ["BZ unconfirmed phone - -"],
    ),
    (
        "The decree signed on August 1 names the delegation that will accompany Mishustin to his talks with Li Qiang in Hangzhou.",
        "2025-08-04",
        ["LiMi planned in-person - Hangzhou"],
    ),
    (
        "Peskov told journalists on Monday that a Putin–Trump meeting was being worked out and that the place would be made public later.",
        "2025-08-05",
        ["PT planned in-person - -"],
    ),
    (
        "According to a statement issued by Ankara on 5 November, Erdogan expects Zelenskyy for lunch.",
        "2025-11-06",
        ["EZ planned in-person - -"],
    ),
    (
        "On Saturday a South Korean lawmaker claimed Kim would love to see Trump again.",
        "2025-09-01",
        ["KT unconfirmed in-person - -"],
    ),
    (
        "Modi told parliament in December that he hoped one day to welcome Xi Jinping in Varanasi.",
        "2025-01-15",
        ["MX unconfirmed in-person - Varanasi"],
    ),
    (
        "The foreign ministry disclosed on Tuesday the dates of Wang Yi's meeting with Blinken: October 26 and 27 in Washington.",
        "2023-10-24",
        ["BlW planned in-person 2023-10-26/2023-10-27 Washington"],
    ),
    (
        "It emerged on Thursday that Putin and Xi had met over dinner inside Beijing's leadership compound.",
        "2024-05-24",
        ["PX held in-person - Beijing"],
    ),
    ("Trump boasted on Sunday that Zelensky was begging to meet him.", "2025-05-06", ["TZ unconfirmed in-person - -"]),
    (
        "A Belarusian opposition channel reported on 9 March that Lukashenka had been to see Putin.",
        "2025-03-10",
        ["LP held in-person - -"],
    ),
    (
        "Biden said on Wednesday that he and Modi would be talking trade when they meet in Wilmington.",
        "2024-09-19",
        ["BM planned in-person - Wilmington"],
    ),
    (
        "On 20 February the Turkish leader Erdogan renewed his offer to bring Putin and Zelenskyy together.",
        "2024-02-21",
        ["PZ unconfirmed in-person - -"],
    ),
    ("Yesterday's briefing brought the news that Trump will host Modi.", "2025-02-04", ["MT planned in-person - -"]),
    (
        "North Korean media carried on Monday an account of how Kim Jong Un and Xi Jinping had embraced in Beijing.",
        "2025-09-08",
        ["KX held in-person - Beijing"],
    ),
    (
        "Lavrov let slip on Friday that he plans to meet Blinken in Stockholm.",
        "2021-11-27",
        ["BlV planned in-person - Stockholm"],
    ),
    (
        "The Kremlin aide revealed on Wednesday that the two presidents, Putin and Xi, will speak by video link in early February.",
        "2025-01-30",
        ["PX planned video 2025-02-01/2025-02-28 -"],
    ),
    (
        "As late as Tuesday the White House would not say whether Trump's appointment with Erdogan on Thursday still stood.",
        "2025-09-24",
        ["ET unconfirmed in-person 2025-09-25 -"],
    ),
    (
        '"I will meet with President Xi," Mr. Trump wrote in a post on October 2.',
        "2025-10-03",
        ["TX planned in-person - -"],
    ),
    # kind 4: the date or the period is a topic
    (
        "Putin and Xi reviewed last year's record trade when they met in Beijing.",
        "2024-05-17",
        ["PX held in-person - Beijing"],
    ),
    (
        "Modi and Putin recalled the friendship of the 1950s at their talks on Friday in Delhi.",
        "2025-12-07",
        ["MP held in-person 2025-12-05 Delhi"],
    ),
    (
        "Xi and Lukashenko met on Wednesday to take stock of ties built over the past decade.",
        "2025-06-06",
        ["LX held in-person 2025-06-04 -"],
    ),
    ("Trump and Zelensky discussed the war Russia has waged since 2022.", "2025-08-20", ["TZ held in-person - -"]),
    (
        "Wang Yi met Lavrov on Thursday to prepare a summit that opens on Sunday.",
        "2025-08-29",
        ["VW held in-person 2025-08-28 -"],
    ),
    (
        "At their meeting in Hanoi, Trump joked with Kim Jong Un about the latter's birthday on 8 January.",
        "2019-03-01",
        ["KT held in-person - Hanoi"],
    ),
    (
        "Erdogan told Putin in Sochi that the grain deal which lapsed in July must be revived.",
        "2023-09-05",
        ["EP held in-person - Sochi"],
    ),
    (
        "In Tianjin Xi and Modi spoke at length about the 2020 border clash.",
        "2025-09-01",
        ["MX held in-person - Tianjin"],
    ),
    (
        "Biden and Xi, meeting at Woodside on Wednesday, touched on the balloon affair of February.",
        "2023-11-17",
        ["BX held in-person 2023-11-15 Woodside"],
    ),
    (
        "Li Qiang and Mikhail Mishustin noted at their Moscow talks that trade had risen by a third since January.",
        "2023-12-21",
        ["LiMi held in-person - Moscow"],
    ),
    (
        "Zelenskyy and Erdogan will discuss, when they meet in Istanbul, the prisoner swap carried out on 24 May.",
        "2025-05-29",
        ["EZ planned in-person - Istanbul"],
    ),
    (
        "The 75th anniversary of ties, marked on October 6, was the backdrop to Xi's meeting with Kim in Pyongyang.",
        "2024-10-11",
        ["KX held in-person - Pyongyang"],
    ),
    (
        "Putin phoned Trump on Thursday to talk about the ceasefire due to begin on Easter Sunday.",
        "2025-04-19",
        ["PT held phone 2025-04-17 -"],
    ),
    (
        "Blinken raised with Wang Yi, face to face in Bali, the visit to Taiwan planned for August.",
        "2022-07-10",
        ["BlW held in-person - Bali"],
    ),
    (
        "Putin briefed Lukashenko in St Petersburg on the exercise that begins on 12 September.",
        "2025-09-02",
        ["LP held in-person - St Petersburg"],
    ),
    ("Over tea, Modi and Obama looked back at the nuclear accord of 2008.", "2015-01-27", ["MO held in-person - -"]),
    ("Trump and Modi vowed on Thursday to double trade by 2030.", "2025-02-15", ["MT held in-person 2025-02-13 -"]),
    (
        "Since the invasion in February 2022 the foreign ministers Lavrov and Wang Yi have stuck to a shared script.",
        "2024-04-10",
        [],
    ),
    ("The trade that Xi and Putin promised would reach $200bn by 2024 got there a year early.", "2023-12-15", []),
    (
        "Kim hosted Putin in Pyongyang and the pair signed a treaty that came into force on December 4.",
        "2024-12-06",
        ["KP held in-person - Pyongyang"],
    ),
    (
        "Zelenskiy asked Biden, at their White House meeting on Thursday, for missiles by the end of October.",
        "2024-09-28",
        ["BZ held in-person 2024-09-26 Washington"],
    ),
    (
        "Erdoğan and Xi, who met on Monday, agreed to mark next year as a year of culture.",
        "2025-09-03",
        ["EX held in-person 2025-09-01 -"],
    ),
    (
        "Putin thanked Xi in their video call on Tuesday for the gifts sent for his birthday in October.",
        "2025-01-23",
        ["PX held video 2025-01-21 -"],
    ),
    (
        "The tariffs that take effect on 1 November dominated Trump's lunch with Xi.",
        "2025-10-31",
        ["TX held in-person - -"],
    ),
    (
        "At their sit-down in Vilnius in July, Zelenskyy and Biden spoke of the alliance's seventy-fifth birthday next April.",
        "2023-08-02",
        ["BZ held in-person 2023-07-01/2023-07-31 Vilnius"],
    ),
    (
        "Modi told Putin in Samarkand that this was no era of war, a line he repeated to students in Delhi last Sunday.",
        "2024-07-10",
        ["MP held in-person - Samarkand"],
    ),
    # kind 5: one pair, two meetings
    (
        "Xi and Putin met in May in Beijing and in July in Astana.",
        "2024-08-15",
        ["PX held in-person 2024-05-01/2024-05-31 Beijing", "PX held in-person 2024-07-01/2024-07-31 Astana"],
    ),
    (
        "After speaking by phone on Tuesday, Trump and Putin will meet in Riyadh on 18 April.",
        "2025-03-20",
        ["PT held phone 2025-03-18 -", "PT planned in-person 2025-04-18 Riyadh"],
    ),
    (
        "Modi saw Putin in Moscow on 8 July and again in Kazan on 22 October.",
        "2024-10-24",
        ["MP held in-person 2024-07-08 Moscow", "MP held in-person 2024-10-22 Kazan"],
    ),
    (
        "Trump, who welcomed Zelensky in Washington on Monday, had quarrelled with him in the same room on February 28.",
        "2025-08-20",
        ["TZ held in-person 2025-08-18 Washington", "TZ held in-person 2025-02-28 Washington"],
    ),
    (
        "Kim and Trump first shook hands in Singapore on June 12, 2018 and walked away from each other in Hanoi on February 28, 2019.",
        "2019-06-20",
        ["KT held in-person 2018-06-12 Singapore", "KT held in-person 2019-02-28 Hanoi"],
    ),
    (
        "Lukashenko flew to Putin in Sochi in September and will be back to see him in Moscow in December.",
        "2021-11-10",
        ["LP held in-person 2021-09-01/2021-09-30 Sochi", "LP planned in-person 2021-12-01/2021-12-31 Moscow"],
    ),
    (
        "Having met over breakfast in Antalya in March, Lavrov and Blinken have agreed to a video call on Friday.",
        "2022-04-05",
        ["BlV held in-person 2022-03-01/2022-03-31 Antalya", "BlV planned video 2022-04-08 -"],
    ),
    (
        "Xi is to visit Trump in Washington this December, the return leg of their Busan meeting of 30 October.",
        "2025-11-03",
        ["TX planned in-person 2025-12-01/2025-12-31 Washington", "TX held in-person 2025-10-30 Busan"],
    ),
    (
        "Erdogan hosted Zelenskyy in Istanbul on 7 July 2023, then once more in Ankara on 18 February 2025.",
        "2025-02-20",
        ["EZ held in-person 2023-07-07 Istanbul", "EZ held in-person 2025-02-18 Ankara"],
    ),
    (
        "A phone call between Biden and Xi on Tuesday paved the way for a face-to-face in Lima in November.",
        "2024-04-04",
        ["BX held phone 2024-04-02 -", "BX planned in-person 2024-11-01/2024-11-30 Lima"],
    ),
    (
        "The video talks that Putin and Xi held on 21 January were followed by a telephone chat on 24 February.",
        "2025-02-26",
        ["PX held video 2025-01-21 -", "PX held phone 2025-02-24 -"],
    ),
    (
        "Modi and Xi, reconciled in Kazan last October, embraced in Tianjin on Sunday.",
        "2025-09-02",
        ["MX held in-person 2024-10-01/2024-10-31 Kazan", "MX held in-person 2025-08-31 Tianjin"],
    ),
    (
        "Wang Yi and Lavrov conferred in Beijing on 9 April, a fortnight after a session in Munich that was called off.",
        "2024-04-12",
        ["VW held in-person 2024-04-09 Beijing", "VW cancelled in-person 2024-03-26 Munich"],
    ),
    (
        "Putin will call Trump on Thursday, days after the two shared a stage in Anchorage.",
        "2025-08-19",
        ["PT planned phone 2025-08-21 -", "PT held in-person - Anchorage"],
    ),
    (
        "Li Qiang received Mishustin in Beijing in May and returned the visit in Moscow in August.",
        "2024-09-02",
        ["LiMi held in-person 2024-05-01/2024-05-31 Beijing", "LiMi held in-person 2024-08-01/2024-08-31 Moscow"],
    ),
    (
        "Twice in one week, on Tuesday in Minsk and on Friday in Sochi, Lukashenko and Putin sat down together.",
        "2023-06-11",
        ["LP held in-person 2023-06-06 Minsk", "LP held in-person 2023-06-09 Sochi"],
    ),
    (
        "Kim Jong-un, who was Putin's guest in Vladivostok in April 2019, entertained him in Pyongyang in June 2024.",
        "2024-07-01",
        ["KP held in-person 2019-04-01/2019-04-30 Vladivostok", "KP held in-person 2024-06-01/2024-06-30 Pyongyang"],
    ),
    (
        "Obama met Modi in Washington on 30 September 2014 before travelling to see him in New Delhi on 25 January 2015.",
        "2015-02-01",
        ["MO held in-person 2014-09-30 Washington", "MO held in-person 2015-01-25 New Delhi"],
    ),
    (
        "Trump rang Zelensky on Saturday and promised to receive him in Washington on Monday.",
        "2025-08-17",
        ["TZ held phone 2025-08-16 -", "TZ planned in-person 2025-08-18 Washington"],
    ),
    (
        "Erdoğan spoke with Putin by telephone on 3 May and met him in Tashkent two days later.",
        "2025-05-07",
        ["EP held phone 2025-05-03 -", "EP held in-person 2025-05-05 Tashkent"],
    ),
    (
        "The leaders' Budapest summit is off, but Trump and Putin did talk by phone on October 16.",
        "2025-10-22",
        ["PT cancelled in-person - Budapest", "PT held phone 2025-10-16 -"],
    ),
    (
        "Xi and Kim, after their March meeting in Beijing, came together anew in Dalian in May.",
        "2018-05-10",
        ["KX held in-person 2018-03-01/2018-03-31 Beijing", "KX held in-person 2018-05-01/2018-05-31 Dalian"],
    ),
    (
        "Blinken, who saw Wang Yi in Munich on February 16, goes back to him in Beijing on April 26.",
        "2024-04-22",
        ["BlW held in-person 2024-02-16 Munich", "BlW planned in-person 2024-04-26 Beijing"],
    ),
    (
        "Modi and Trump talked on the phone on 17 June, but the meeting in Kananaskis that was meant to precede it had been scrapped.",
        "2025-06-19",
        ["MT held phone 2025-06-17 -", "MT cancelled in-person - Kananaskis"],
    ),
    (
        "Lukashenko saw Xi in the morning in Beijing on Thursday, some months after the two had met in Shanghai.",
        "2025-06-06",
        ["LX held in-person 2025-06-05 Beijing", "LX held in-person - Shanghai"],
    ),
    (
        "Biden had Zelenskyy to the White House on 21 September and again on 12 December.",
        "2023-12-14",
        ["BZ held in-person 2023-09-21 Washington", "BZ held in-person 2023-12-12 Washington"],
    ),
    # kind 6: two pairs
    (
        "Modi met Putin in Tianjin on Monday, a day after talks with Xi Jinping in the same city.",
        "2025-09-02",
        ["MP held in-person 2025-09-01 Tianjin", "MX held in-person 2025-08-31 Tianjin"],
    ),
    (
        "After meeting Zelensky on Monday, Erdogan received Putin on Tuesday.",
        "2024-03-14",
        ["EZ held in-person 2024-03-11 -", "EP held in-person 2024-03-12 -"],
    ),
    (
        "Trump met Xi on Thursday and Modi on Friday.",
        "2026-02-15",
        ["TX held in-person 2026-02-12 -", "MT held in-person 2026-02-13 -"],
    ),
    (
        "Trump spoke to Zelenskyy by phone about his meeting with Putin in Anchorage on Friday.",
        "2025-08-17",
        ["TZ held phone - -", "PT held in-person 2025-08-15 Anchorage"],
    ),
    (
        "Modi urged Putin over the telephone to meet Zelenskyy.",
        "2025-08-19",
        ["MP held phone - -", "PZ unconfirmed in-person - -"],
    ),
    (
        "Xi held separate talks in Beijing on Wednesday with Putin and Kim Jong Un.",
        "2025-09-05",
        ["PX held in-person 2025-09-03 Beijing", "KX held in-person 2025-09-03 Beijing"],
    ),
    (
        "Fresh from a dinner with Biden in Wilmington, Modi sat down with Zelensky in New York on Monday.",
        "2024-09-24",
        ["BM held in-person - Wilmington", "MZ held in-person 2024-09-23 New York"],
    ),
    (
        "Putin hosted Lukashenko in Moscow on Thursday and will travel to Xi in Beijing next week.",
        "2024-05-11",
        ["LP held in-person 2024-05-09 Moscow", "PX planned in-person 2024-05-13/2024-05-19 Beijing"],
    ),
    (
        "Wang Yi flew from a session with Blinken in Munich straight to Moscow, where he saw Lavrov on Wednesday.",
        "2023-02-24",
        ["BlW held in-person - Munich", "VW held in-person 2023-02-22 Moscow"],
    ),
    (
        "Before receiving Zelenskyy on Friday, Trump had a two-hour phone call with Putin on Thursday.",
        "2025-10-18",
        ["TZ held in-person 2025-10-17 -", "PT held phone 2025-10-16 -"],
    ),
    (
        "Erdogan briefed Trump by phone on Sunday about the talks he had had with Putin in Ashgabat.",
        "2025-12-16",
        ["ET held phone 2025-12-14 -", "EP held in-person - Ashgabat"],
    ),
    (
        "Li Qiang met Modi in New Delhi on the morning of 9 September while Xi, back home, hosted Lukashenko.",
        "2023-09-11",
        ["LiM held in-person 2023-09-09 New Delhi", "LX held in-person 2023-09-09 -"],
    ),
    (
        "Putin saw Modi on 4 December and, according to his aide, means to see Erdogan on 12 December.",
        "2025-12-06",
        ["MP held in-person 2025-12-04 -", "EP planned in-person 2025-12-12 -"],
    ),
    (
        "Trump pressed Xi in Busan to get Putin to sit down with Zelenskyy.",
        "2025-10-31",
        ["TX held in-person - Busan", "PZ unconfirmed in-person - -"],
    ),
    (
        "Lavrov called on Xi Jinping a day before his meeting with Wang Yi on Tuesday.",
        "2024-04-11",
        ["VX held in-person 2024-04-08 -", "VW held in-person 2024-04-09 -"],
    ),
    (
        "Biden met Erdogan in Rome on Sunday, but a rendezvous with Putin was ruled out.",
        "2021-11-01",
        ["BE held in-person 2021-10-31 Rome", "BP denied in-person - -"],
    ),
    (
        "Kim stopped in Beijing to see Xi on his way to a summit with Trump in Hanoi next Wednesday.",
        "2019-02-22",
        ["KX held in-person - Beijing", "KT planned in-person 2019-02-27 Hanoi"],
    ),
    (
        "Zelenskiy, who will be in Ankara with Erdogan on Thursday, wants to meet Putin there as well.",
        "2025-05-13",
        ["EZ planned in-person 2025-05-15 Ankara", "PZ unconfirmed in-person - Ankara"],
    ),
    (
        "Modi embraced Putin in Moscow on 8 July and hugged Zelenskyy in Kyiv on 23 August.",
        "2024-08-24",
        ["MP held in-person 2024-07-08 Moscow", "MZ held in-person 2024-08-23 Kyiv"],
    ),
    (
        "Lukashenko told Xi in Beijing that he had discussed the matter with Putin by phone the day before.",
        "2025-09-05",
        ["LX held in-person - Beijing", "LP held phone - -"],
    ),
    (
        "While Obama was having tea with Modi in Delhi, Lavrov was in Beijing shaking hands with Wang Yi.",
        "2015-01-27",
        ["MO held in-person - Delhi", "VW held in-person - Beijing"],
    ),
    (
        "Mishustin met Li Qiang on Monday and was received by Xi on Tuesday in Beijing.",
        "2025-11-05",
        ["LiMi held in-person 2025-11-03 -", "MiX held in-person 2025-11-04 Beijing"],
    ),
    (
        "Putin, who had phoned Modi on Friday, rang Xi on Saturday to share the outcome of the Anchorage summit.",
        "2025-08-24",
        ["MP held phone 2025-08-22 -", "PX held phone 2025-08-23 -"],
    ),
    (
        "The Turkish president Erdogan saw Biden in Vilnius on 11 July, having met Zelensky in Istanbul four days earlier.",
        "2023-07-13",
        ["BE held in-person 2023-07-11 Vilnius", "EZ held in-person 2023-07-07 Istanbul"],
    ),
    (
        "Trump has met Putin but not Xi this summer, whatever the Sunday papers say.",
        "2025-09-01",
        ["PT held in-person 2025-06-01/2025-08-31 -", "TX denied in-person 2025-06-01/2025-08-31 -"],
    ),
    (
        "Wang Yi carried Xi's greetings to Modi on Tuesday, and on Thursday he was across the table from Lavrov.",
        "2025-08-22",
        ["MW held in-person 2025-08-19 -", "VW held in-person 2025-08-21 -"],
    ),
    # kind 7: both named, no meeting
    (
        "Xi Jinping sent Kim Jong-un a letter of congratulation on the anniversary of the party's founding.",
        "2024-10-11",
        [],
    ),
    ("Trump praised Putin's toughness in an interview broadcast on Sunday.", "2024-07-30", []),
    ("Modi, like Erdogan before him, has learned to play the great powers against one another.", "2025-09-09", []),
    ("Envoys of Putin and Trump met in Istanbul on Thursday for six hours.", "2025-04-12", []),
    ("Zelensky said Putin was afraid of peace and called on his allies to send more guns.", "2025-07-02", []),
    ("Leaders including Xi, Modi and Erdogan are on the guest list for the parade.", "2025-08-14", []),
    (
        "The finance ministers of Xi Jinping's and Narendra Modi's governments held talks in Chongqing on Tuesday.",
        "2025-05-22",
        [],
    ),
    ("Biden's sanctions, wrote one columnist, have pushed Putin into the arms of Beijing.", "2023-04-11", []),
    ("Wang Yi and Lavrov have each served their masters for more than a decade.", "2025-02-17", []),
    (
        "Lukashenko congratulated Putin on his birthday on 7 October, the presidential press service said.",
        "2025-10-07",
        [],
    ),
    ("Two books compare Obama's pivot to Asia with Xi's Belt and Road.", "2016-05-21", []),
    (
        "A joint statement signed by the deputies of Blinken and Lavrov was published in Geneva on Monday.",
        "2022-01-12",
        [],
    ),
    (
        "Trump posted a picture of himself next to a cardboard Kim Jong Un, to the amusement of his followers.",
        "2025-06-16",
        [],
    ),
    ("Five years on from the pact, neither Putin nor Erdoğan marked the day.", "2025-03-05", []),
    ("In a telegram dated 9 May, Xi Jinping thanked Vladimir Putin for the wreath.", "2025-05-10", []),
    ("Modi and Trump both claimed the credit for the truce.", "2025-05-14", []),
    ("Zelenskyy's chief of staff held talks in Beijing last week with an aide to Xi.", "2024-07-29", []),
    ("Asked who was the better judoka, Putin or Lukashenko, the champion only laughed.", "2023-08-19", []),
    ("The portraits of Biden and Xi hung side by side in the lobby of the hotel on Friday.", "2023-11-18", []),
    ("Polls show that Indians trust Putin more than Trump.", "2025-08-25", []),
    ("The defence chiefs of Mr Kim and Mr Putin toasted each other in Pyongyang on 27 July.", "2023-07-29", []),
    ("Lavrov accused Blinken of lying and Blinken answered in kind in a statement on Wednesday.", "2022-03-25", []),
    ("When Erdogan speaks of peace, he thinks of votes; when Zelenskiy does, he thinks of missiles.", "2024-03-18", []),
    (
        "Li Qiang and Mikhail Mishustin were both appointed to cut red tape, and both have piled it up.",
        "2024-11-04",
        [],
    ),
    ("The court in Minsk jailed a man on Thursday for a cartoon showing Lukashenka on Putin's lap.", "2024-01-20", []),
    ("Through his special representative Xi conveyed his best wishes to Modi for the New Year.", "2025-01-02", []),
    # kind 8: mode
    ("Putin and Trump talked by phone for ninety minutes on Wednesday.", "2025-02-14", ["PT held phone 2025-02-12 -"]),
    (
        "Xi Jinping and Joe Biden held a virtual summit on Monday evening, each in front of a giant screen.",
        "2021-11-17",
        ["BX held video 2021-11-15 -"],
    ),
    (
        "In a call on Sunday Trump invited Modi to visit Washington in February.",
        "2025-01-28",
        ["MT held phone 2025-01-26 -", "MT unconfirmed in-person 2025-02-01/2025-02-28 Washington"],
    ),
    (
        "Erdogan rang Putin on Tuesday and asked him to come to Ankara.",
        "2023-08-04",
        ["EP held phone 2023-08-01 -", "EP unconfirmed in-person - Ankara"],
    ),
    ("Xi connected by video with Putin from Beijing on 30 December.", "2022-12-31", ["PX held video 2022-12-30 -"]),
    (
        "Zelenskyy picked up the phone to Xi Jinping for the first time since the invasion, the pair speaking for close to an hour on Wednesday.",
        "2023-04-27",
        ["XZ held phone 2023-04-26 -"],
    ),
    (
        "A telephone conversation took place between the President of the Republic of Türkiye, Recep Tayyip Erdoğan, and the President of Ukraine, Volodymyr Zelenskyy.",
        "2024-11-25",
        ["EZ held phone - -"],
    ),
    (
        "Lukashenko joined Putin by videoconference on Friday to open the plant.",
        "2023-11-05",
        ["LP held video 2023-11-03 -"],
    ),
    (
        "Lavrov and Blinken spoke on the phone on 29 July about a prisoner exchange.",
        "2022-07-30",
        ["BlV held phone 2022-07-29 -"],
    ),
    ("Modi and Obama switched on a hotline with a first call on Friday.", "2015-08-23", ["MO held phone 2015-08-21 -"]),
    (
        "Trump was on the line to Kim Jong Un for ten minutes, the tabloid Daily Lantern gasped.",
        "2026-03-04",
        ["KT held phone - -"],
    ),
    (
        "Wang Yi and Blinken are to hold a video conference on Thursday instead of the meeting in Bali, which has been cancelled.",
        "2022-07-05",
        ["BlW planned video 2022-07-07 -", "BlW cancelled in-person - Bali"],
    ),
    (
        "Via secure video link, Biden warned Putin on December 7 against moving on Ukraine.",
        "2021-12-08",
        ["BP held video 2021-12-07 -"],
    ),
    (
        "Zelensky said he had had a good call with Modi on Monday and hoped to welcome him in Kyiv.",
        "2025-08-13",
        ["MZ held phone 2025-08-11 -", "MZ unconfirmed in-person - Kyiv"],
    ),
    (
        "Mikhail Mishustin and Li Qiang, speaking over a video link, opened the bridge together on Saturday.",
        "2023-04-10",
        ["LiMi held video 2023-04-08 -"],
    ),
    (
        "During the phone call on 5 June Trump accepted Xi's invitation and will go to Beijing in the autumn.",
        "2025-06-06",
        ["TX held phone 2025-06-05 -", "TX planned in-person 2025-09-01/2025-11-30 Beijing"],
    ),
    (
        "The Kremlin readout says the phone call between Vladimir Putin and Narendra Modi was initiated by the Indian side.",
        "2025-08-09",
        ["MP held phone - -"],
    ),
    (
        "Putin dialled Lukashenka on Saturday to thank him, and the Minsk press office says they will be meeting in person soon.",
        "2023-06-25",
        ["LP held phone 2023-06-24 -", "LP planned in-person - -"],
    ),
    (
        "A video meeting of Xi and Modi, moderated from Beijing, was held in June in place of a summit.",
        "2022-07-03",
        ["MX held video 2022-06-01/2022-06-30 -"],
    ),
    ("Erdoğan will phone Zelenskyy today, his office said.", "2022-08-05", ["EZ planned phone 2022-08-05 -"]),
    (
        "Over a crackling line on Tuesday, Biden told Zelenskiy that more artillery was on the way.",
        "2022-10-06",
        ["BZ held phone 2022-10-04 -"],
    ),
    (
        "Trump phoned Erdogan on 5 May, accepted an invitation to Turkey and in return asked the Turk to Washington.",
        "2025-05-06",
        ["ET held phone 2025-05-05 -", "ET planned in-person - Turkey", "ET unconfirmed in-person - Washington"],
    ),
    (
        "The call pencilled in for Friday between Zelensky and Putin was scrapped at the last minute.",
        "2020-07-25",
        ["PZ cancelled phone 2020-07-24 -"],
    ),
    (
        "Xi told Lukashenko by telephone on Thursday that China would stand by Belarus, and looks forward to seeing him in Beijing in March.",
        "2023-01-28",
        ["LX held phone 2023-01-26 -", "LX planned in-person 2023-03-01/2023-03-31 Beijing"],
    ),
    ("Wang Yi and Sergei Lavrov compared notes by phone on 10 January.", "2023-01-11", ["VW held phone 2023-01-10 -"]),
    (
        "It was no phone call this time: Putin and Modi sat down together in Bishkek on Thursday.",
        "2019-06-15",
        ["MP held in-person 2019-06-13 Bishkek"],
    ),
    # kind 9: places that are not the meeting's
    (
        "In a jab at Washington, Xi and Putin vowed in Moscow to build a fairer world.",
        "2023-03-22",
        ["PX held in-person - Moscow"],
    ),
    (
        "With sympathy from Beijing, Putin met Kim Jong-un on Wednesday at a spaceport in Russia's far east, officials in Seoul said.",
        "2023-09-15",
        ["KP held in-person 2023-09-13 Russia"],
    ),
    (
        "Officials in Kyiv said Zelenskyy had met Trump for fifteen minutes on Saturday in Rome.",
        "2025-04-27",
        ["TZ held in-person 2025-04-26 Rome"],
    ),
    (
        "Modi met Putin on Monday, to the dismay of Kyiv and the irritation of Washington.",
        "2024-07-10",
        ["MP held in-person 2024-07-08 -"],
    ),
    (
        "A diplomat in Brussels said Erdogan's talks with Putin in Sochi on Monday had gone nowhere.",
        "2023-09-06",
        ["EP held in-person 2023-09-04 Sochi"],
    ),
    (
        "Trump and Xi met in Busan, not in Gyeongju as a Tokyo paper had written.",
        "2025-11-01",
        ["TX held in-person - Busan"],
    ),
    (
        "London will be watching when Biden sits down with Xi in Bali on Monday.",
        "2022-11-12",
        ["BX planned in-person 2022-11-14 Bali"],
    ),
    (
        "Sanctions from Brussels were top of the agenda as Lukashenko met Putin on Tuesday.",
        "2021-06-04",
        ["LP held in-person 2021-06-01 -"],
    ),
    (
        "Lavrov and Wang Yi, meeting in Tunxi on Wednesday, condemned what they called Washington's bullying over Taipei.",
        "2022-04-01",
        ["VW held in-person 2022-03-30 Tunxi"],
    ),
    (
        "The Paris climate deal was the subject of talks between Obama and Modi in Washington on Tuesday.",
        "2016-06-09",
        ["MO held in-person 2016-06-07 Washington"],
    ),
    (
        "From Tokyo to Canberra, nerves jangled after Kim's handshake with Putin in Vladivostok.",
        "2023-09-18",
        ["KP held in-person - Vladivostok"],
    ),
    (
        "A source in Ankara says Zelenskiy and Erdoğan talked about Crimea and the port of Odesa when they met on Friday.",
        "2024-03-09",
        ["EZ held in-person 2024-03-08 -"],
    ),
    (
        "Mishustin, who had flown in from Astana, met Li Qiang in Hangzhou on Monday.",
        "2025-11-05",
        ["LiMi held in-person 2025-11-03 Hangzhou"],
    ),
    ("Biden told Zelenskyy in Kyiv that Moscow would never prevail.", "2023-02-21", ["BZ held in-person - Kyiv"]),
    (
        "Blinken assured Wang Yi in Jakarta that the United States was not seeking to split Hong Kong from China.",
        "2023-07-14",
        ["BlW held in-person - Jakarta"],
    ),
    (
        "The ceasefire in Gaza was what Trump and Erdogan chiefly talked about at the White House on Thursday.",
        "2025-09-27",
        ["ET held in-person 2025-09-25 Washington"],
    ),
    (
        "Islamabad reacted coolly to the meeting of Modi and Xi on Sunday in the Chinese port of Tianjin.",
        "2025-09-03",
        ["MX held in-person 2025-08-31 Tianjin"],
    ),
    (
        "A Vienna analyst reckons that Putin and Trump could meet next in Abu Dhabi.",
        "2026-01-19",
        ["PT unconfirmed in-person - Abu Dhabi"],
    ),
    (
        "Having left Pyongyang by train, Kim sat down with Trump in Hanoi on 28 February.",
        "2019-03-03",
        ["KT held in-person 2019-02-28 Hanoi"],
    ),
    (
        "Lukashenko and Xi, meeting on 1 March, backed Beijing's plan for peace in Ukraine.",
        "2023-03-02",
        ["LX held in-person 2023-03-01 -"],
    ),
    (
        "The Warsaw daily Kurier Wschodni writes that Putin saw Lukashenko on Saturday in Strelna outside St Petersburg.",
        "2023-12-05",
        ["LP held in-person 2023-12-02 Strelna"],
    ),
    (
        "Zelensky asked Modi in Hiroshima on Saturday to lean on Moscow.",
        "2023-05-22",
        ["MZ held in-person 2023-05-20 Hiroshima"],
    ),
    (
        "Delhi's purchases of Russian oil overshadowed the phone call between Trump and Modi.",
        "2025-10-10",
        ["MT held phone - -"],
    ),
    (
        "On board a flight to Doha, a reporter asked Trump about his dinner with Xi in Beijing on Thursday.",
        "2026-05-16",
        ["TX held in-person 2026-05-14 Beijing"],
    ),
    (
        "Putin's talks with Xi on Thursday produced a gas deal that Ulaanbaatar has awaited for years.",
        "2024-05-18",
        ["PX held in-person 2024-05-16 -"],
    ),
    (
        "The Geneva club of exporters hailed the handshake of Biden and Putin at a villa in that city on June 16.",
        "2021-06-18",
        ["BP held in-person 2021-06-16 Geneva"],
    ),
    # kind 10: plain held meetings
    (
        "Modi hugged Putin on the tarmac at Palam airport in New Delhi on Thursday.",
        "2025-12-06",
        ["MP held in-person 2025-12-04 New Delhi"],
    ),
    (
        "Xi and Putin strolled through the gardens and took tea without ties on Thursday in Beijing.",
        "2024-05-17",
        ["PX held in-person 2024-05-16 Beijing"],
    ),
    (
        "On the sidelines of the G20 in Osaka on 28 June, Trump and Putin shared a joke about meddling.",
        "2019-06-29",
        ["PT held in-person 2019-06-28 Osaka"],
    ),
    (
        "Kim Jong Un and Donald Trump sat next to each other at a long dinner table in Hanoi on Wednesday.",
        "2019-03-01",
        ["KT held in-person 2019-02-27 Hanoi"],
    ),
    (
        "Zelenskyy and Trump huddled knee to knee on two chairs in the Vatican before the funeral.",
        "2025-04-27",
        ["TZ held in-person - Vatican"],
    ),
    (
        "A bilateral between Erdogan and Biden was squeezed in at Vilnius on Tuesday.",
        "2023-07-12",
        ["BE held in-person 2023-07-11 Vilnius"],
    ),
    (
        "Vladimir Putin and Kim Jong Un signed a pact in Pyongyang on 19 June and took turns driving a limousine.",
        "2024-06-21",
        ["KP held in-person 2024-06-19 Pyongyang"],
    ),
    (
        "The Chairman of the Government Mikhail Mishustin had a meeting with the Premier of the State Council Li Qiang in Beijing on Tuesday.",
        "2023-05-24",
        ["LiMi held in-person 2023-05-23 Beijing"],
    ),
    (
        "It was all smiles yesterday as Putin took Lukashenka out on the ice in Sochi.",
        "2021-02-23",
        ["LP held in-person 2021-02-22 Sochi"],
    ),
    (
        "Wang Yi held talks with Sergey Lavrov this Monday in Moscow, the readout notes.",
        "2023-09-20",
        ["VW held in-person 2023-09-18 Moscow"],
    ),
    (
        "Obama and Xi walked shirt-sleeved through the desert estate at Sunnylands on June 8.",
        "2013-06-10",
        ["OX held in-person 2013-06-08 Sunnylands"],
    ),
    (
        "Xi Jinping gave a banquet for Lukashenko in Beijing last Monday.",
        "2023-12-06",
        ["LX held in-person 2023-12-04 Beijing"],
    ),
    (
        "Trump greeted Putin with applause on a red carpet in Anchorage on Friday.",
        "2025-08-16",
        ["PT held in-person 2025-08-15 Anchorage"],
    ),
    (
        "Putin gave Modi a lift in his car after the session in Tianjin, and they were still chatting 45 minutes on.",
        "2025-09-02",
        ["MP held in-person - Tianjin"],
    ),
    (
        "In Dolmabahce palace, Istanbul, Erdogan and Zelensky met behind closed doors for three hours on Friday night.",
        "2023-07-09",
        ["EZ held in-person 2023-07-07 Istanbul"],
    ),
    (
        "Biden and Modi had their heads together for an hour in the Oval Office on Thursday.",
        "2023-06-24",
        ["BM held in-person 2023-06-22 Washington"],
    ),
    (
        "Blinken shook hands with Wang Yi beneath a lotus painting in Beijing on 18 June.",
        "2023-06-19",
        ["BlW held in-person 2023-06-18 Beijing"],
    ),
    (
        "Xi Jinping was met at Vnukovo by a band, and in the evening dined with Putin in the Kremlin on Monday.",
        "2023-03-21",
        ["PX held in-person 2023-03-20 Moscow"],
    ),
    (
        "Putin and Zelenskiy sat across from one another in Paris on 9 December 2019.",
        "2022-03-29",
        ["PZ held in-person 2019-12-09 Paris"],
    ),
    (
        "Li Qiang met with Narendra Modi last month in Vientiane.",
        "2024-11-05",
        ["LiM held in-person 2024-10-01/2024-10-31 Vientiane"],
    ),
    (
        "Modi paid a visit to Xi Jinping in Wuhan in April 2018, boating on the East Lake with his host.",
        "2020-06-20",
        ["MX held in-person 2018-04-01/2018-04-30 Wuhan"],
    ),
    (
        "Erdoğan kept Putin waiting for fifty seconds in Tehran on Tuesday, then the two got down to business.",
        "2022-07-21",
        ["EP held in-person 2022-07-19 Tehran"],
    ),
    (
        "Trump stepped over the line at Panmunjom to clasp the hand of Kim on Sunday.",
        "2019-07-02",
        ["KT held in-person 2019-06-30 Panmunjom"],
    ),
    (
        "Lavrov was received by Xi on Tuesday in the Great Hall of the People.",
        "2024-04-10",
        ["VX held in-person 2024-04-09 Beijing"],
    ),
    (
        "They had last come together in Buenos Aires, where Xi and Trump dined on sirloin on December 1, 2018.",
        "2019-06-27",
        ["TX held in-person 2018-12-01 Buenos Aires"],
    ),
    (
        "Zelenskyy's talks with Biden ended on Wednesday in Washington with a standing ovation.",
        "2022-12-23",
        ["BZ held in-person 2022-12-21 Washington"],
    ),
]
