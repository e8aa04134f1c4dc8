"""Further sentences of ten kinds, by a third hand; notation and halves as in meetings_kinds."""

MEETINGS = [
    # --- 1: plans in the present tense with a weekday or a day ahead
    (
        "Xi Jinping hosts Vladimir Putin in Beijing on Thursday for two days of talks on energy and trade.",
        "2024-05-14",
        ["PX planned in-person 2024-05-16 Beijing"],
    ),
    (
        "Russian President Vladimir Putin receives Indian Prime Minister Narendra Modi in Moscow on Monday.",
        "2024-07-05",
        ["MP planned in-person 2024-07-08 Moscow"],
    ),
    (
        "Trump meets Xi in Busan on Thursday as trade truce hangs in balance",
        "2025-10-28",
        ["TX planned in-person 2025-10-30 Busan"],
    ),
    (
        "Putin begins a two-day visit to North Korea on Tuesday, with a first round of talks with Kim Jong Un fixed for Wednesday in Pyongyang.",
        "2024-06-17",
        ["KP planned in-person 2024-06-19 Pyongyang"],
    ),
    (
        "On Friday Donald Trump sits down with Vladimir Putin in Anchorage, the first such occasion in years.",
        "2025-08-13",
        ["PT planned in-person 2025-08-15 Anchorage"],
    ),
    (
        "Zelenskyy flies to Washington for talks with Trump on Monday, his office announced.",
        "2025-08-16",
        ["TZ planned in-person 2025-08-18 Washington"],
    ),
    (
        "The talks between Mr Xi and Mr Modi are fixed for Sunday in Tianjin, on the margins of the regional gathering.",
        "2025-08-29",
        ["MX planned in-person 2025-08-31 Tianjin"],
    ),
    (
        "Chinese Premier Li Qiang meets his Russian counterpart Mikhail Mishustin in Hangzhou on 3 November.",
        "2025-10-31",
        ["LiMi planned in-person 2025-11-03 Hangzhou"],
    ),
    (
        "Wang Yi is scheduled to see Sergey Lavrov in Moscow tomorrow before travelling on to Minsk.",
        "2025-04-01",
        ["VW planned in-person 2025-04-02 Moscow"],
    ),
    (
        "Lukashenko arrives in Beijing on Tuesday and sits down with Xi the following day.",
        "2023-02-27",
        ["LX planned in-person 2023-03-01 Beijing"],
    ),
    (
        "President Biden opens his European tour with talks with President Erdogan in Brussels on Monday.",
        "2021-06-11",
        ["BE planned in-person 2021-06-14 Brussels"],
    ),
    (
        "Erdogan hosts Zelenskyy in Istanbul on Friday, a day after the grain deal review.",
        "2023-07-05",
        ["EZ planned in-person 2023-07-07 Istanbul"],
    ),
    (
        "Putin to Sochi on Monday, where he receives Erdogan for grain talks",
        "2023-09-01",
        ["EP planned in-person 2023-09-04 Sochi"],
    ),
    (
        "Secretary of State Antony Blinken meets China's Wang Yi in Munich this Friday, the Harbour Gazette has learned.",
        "2024-02-14",
        ["BlW planned in-person 2024-02-16 Munich"],
    ),
    (
        "Kim Jong Un travels by armoured train to Vladivostok, where he is to be greeted by Putin on Thursday.",
        "2019-04-23",
        ["KP planned in-person 2019-04-25 Vladivostok"],
    ),
    (
        "Mishustin lands in Shanghai on Monday and meets Xi Jinping in Beijing on Wednesday.",
        "2023-05-21",
        ["MiX planned in-person 2023-05-24 Beijing"],
    ),
    (
        "The prime minister, Narendra Modi, is in Kyiv on 23 August to see Volodymyr Zelenskyy.",
        "2024-08-20",
        ["MZ planned in-person 2024-08-23 Kyiv"],
    ),
    (
        "Tomorrow afternoon Lavrov pays a call on Modi in New Delhi, an Indian official said.",
        "2022-03-31",
        ["MV planned in-person 2022-04-01 New Delhi"],
    ),
    (
        "Kim visits Beijing next Tuesday and meets Xi on the eve of the parade, according to the programme.",
        "2025-08-29",
        ["KX planned in-person 2025-09-02 Beijing"],
    ),
    (
        "Obama hosts Modi at the White House on Tuesday 7 June.",
        "2016-06-03",
        ["MO planned in-person 2016-06-07 Washington"],
    ),
    (
        "Modi's schedule for Saturday opens with Putin, in Kazan, at nine in the morning.",
        "2024-10-17",
        ["MP planned in-person 2024-10-19 Kazan"],
    ),
    (
        "Putin and Lukashenko hold their next round of talks in Volgograd on 29 April.",
        "2025-04-24",
        ["LP planned in-person 2025-04-29 Volgograd"],
    ),
    (
        "Li Qiang begins a four-day trip to Russia on Tuesday and is received by Putin on Wednesday, the Daily Lantern reported.",
        "2024-08-19",
        ["LiP planned in-person 2024-08-21 Russia"],
    ),
    (
        "Biden sits down with Xi in Lima on Saturday for what aides call a farewell meeting.",
        "2024-11-14",
        ["BX planned in-person 2024-11-16 Lima"],
    ),
    (
        "Modi in Washington on Thursday for Trump talks, tariffs top agenda",
        "2025-02-11",
        ["MT planned in-person 2025-02-13 Washington"],
    ),
    (
        "Erdogan calls at the White House on Thursday for his first talks with Trump there in six years.",
        "2025-09-22",
        ["ET planned in-person 2025-09-25 Washington"],
    ),
    (
        "Lukashenko hosts Putin in Minsk Thursday and Friday",
        "2024-05-22",
        ["LP planned in-person 2024-05-23/2024-05-24 Minsk"],
    ),
    (
        "Wang Yi flies to New Delhi for a meeting with Modi on the 19th of August.",
        "2025-08-16",
        ["MW planned in-person 2025-08-19 New Delhi"],
    ),
    (
        "Sergey Lavrov is received by Kim Jong Un in Wonsan on Saturday, state media in Pyongyang say.",
        "2025-07-11",
        ["KV planned in-person 2025-07-12 Wonsan"],
    ),
    ("Xi welcomes Erdogan to Tianjin this Sunday", "2025-08-28", ["EX planned in-person 2025-08-31 Tianjin"]),
    # --- 2: plans with will / is to / is due / expected; cancelled, put off
    (
        "Vladimir Putin will visit India in December for a summit with Narendra Modi, the Kremlin has confirmed.",
        "2025-10-03",
        ["MP planned in-person 2025-12-01/2025-12-31 India"],
    ),
    (
        "Trump is to travel to Beijing in April to meet Xi Jinping.",
        "2025-11-25",
        ["TX planned in-person 2026-04-01/2026-04-30 Beijing"],
    ),
    (
        "Xi is due in Washington next autumn for a return visit to Mr Trump, a senior adviser said.",
        "2025-12-02",
        ["TX planned in-person 2026-09-01/2026-11-30 Washington"],
    ),
    (
        "Putin and Trump had been due to meet in Budapest, but the summit has been called off.",
        "2025-10-22",
        ["PT cancelled in-person - Budapest"],
    ),
    (
        "Modi will receive Zelenskyy in New Delhi in January, the two governments announced.",
        "2025-11-14",
        ["MZ planned in-person 2026-01-01/2026-01-31 New Delhi"],
    ),
    (
        "Trump cancels Singapore summit with Kim set for 12 June",
        "2018-05-24",
        ["KT cancelled in-person 2018-06-12 Singapore"],
    ),
    (
        "Blinken has postponed his trip to Beijing, where he was to meet Wang Yi on Sunday, over the balloon.",
        "2023-02-03",
        ["BlW cancelled in-person 2023-02-05 Beijing"],
    ),
    (
        "Erdogan's visit to Washington, due on 9 May to see Joe Biden, has been put off, officials said.",
        "2024-04-27",
        ["BE cancelled in-person 2024-05-09 Washington"],
    ),
    (
        "The Russian president will host Xi Jinping in Moscow on 9 May for Victory Day.",
        "2025-03-04",
        ["PX planned in-person 2025-05-09 Moscow"],
    ),
    (
        "Lukashenko will meet Putin next week in St Petersburg, his press service said.",
        "2024-01-24",
        ["LP planned in-person 2024-01-29/2024-02-04 St Petersburg"],
    ),
    (
        "Kim Jong Un is expected in Moscow next spring to see Mr Putin, but neither side has confirmed the trip.",
        "2025-11-06",
        ["KP unconfirmed in-person 2026-03-01/2026-05-31 Moscow"],
    ),
    (
        "Trump has scrapped a planned sit-down with Putin at the G20 in Buenos Aires.",
        "2018-11-29",
        ["PT cancelled in-person - Buenos Aires"],
    ),
    (
        "Putin's trip to Turkey to meet Erdogan, first pencilled in for 12 February, has been delayed until April.",
        "2024-02-09",
        ["EP cancelled in-person 2024-02-12 Turkey", "EP planned in-person 2024-04-01/2024-04-30 Turkey"],
    ),
    (
        "Premier Li Qiang is to hold talks with Mikhail Mishustin in Moscow later this month.",
        "2024-08-05",
        ["LiMi planned in-person 2024-08-01/2024-08-31 Moscow"],
    ),
    (
        "Xi and Biden will meet in San Francisco next month, two officials in Washington said.",
        "2023-10-06",
        ["BX planned in-person 2023-11-01/2023-11-30 San Francisco"],
    ),
    (
        "Lavrov and Blinken are set to meet in Geneva on 24 February.",
        "2022-02-18",
        ["BlV planned in-person 2022-02-24 Geneva"],
    ),
    (
        "Blinken calls off Thursday's Geneva meeting with Lavrov",
        "2022-02-22",
        ["BlV cancelled in-person 2022-02-24 Geneva"],
    ),
    (
        "Mr Modi will travel to China at the end of August, where he is to meet Mr Xi for the first time in ten months.",
        "2025-08-12",
        ["MX planned in-person 2025-08-01/2025-08-31 China"],
    ),
    (
        "The leaders of Russia and Belarus, Putin and Lukashenko, are due to meet again in December, in Minsk.",
        "2024-10-10",
        ["LP planned in-person 2024-12-01/2024-12-31 Minsk"],
    ),
    (
        "Zelenskyy will sit down with Erdogan in Ankara this week, the Turkish presidency announced.",
        "2025-02-17",
        ["EZ planned in-person 2025-02-17/2025-02-23 Ankara"],
    ),
    (
        "Obama is cancelling his Moscow summit with Putin in September over the asylum granted to a fugitive contractor.",
        "2013-08-07",
        ["OP cancelled in-person 2013-09-01/2013-09-30 Moscow"],
    ),
    (
        "Xi Jinping is to pay a state visit to the United States this September for talks with Barack Obama.",
        "2015-02-11",
        ["OX planned in-person 2015-09-01/2015-09-30 United States"],
    ),
    (
        "The annual summit of Modi and Putin, due this month in Moscow, will not go ahead this year, sources in Delhi said.",
        "2022-12-09",
        ["MP cancelled in-person 2022-12-01/2022-12-31 Moscow"],
    ),
    (
        "Wang Yi will host Lavrov in Beijing in the first week of April, the Northern Wire reports.",
        "2024-03-20",
        ["VW planned in-person 2024-04-01/2024-04-07 Beijing"],
    ),
    (
        "Trump and Modi were to have met on the sidelines in Kuala Lumpur, but the encounter has fallen through.",
        "2025-10-23",
        ["MT cancelled in-person - Kuala Lumpur"],
    ),
    (
        "Putin will call in on Kim Jong Un in Pyongyang before the summer is out, a Russian envoy promised.",
        "2024-06-03",
        ["KP planned in-person 2024-06-01/2024-08-31 Pyongyang"],
    ),
    (
        "Xi's trip to Pyongyang for a meeting with Kim has been postponed from October to next year.",
        "2018-09-20",
        [
            "KX cancelled in-person 2018-10-01/2018-10-31 Pyongyang",
            "KX planned in-person 2019-01-01/2019-12-31 Pyongyang",
        ],
    ),
    (
        "The two presidents, Trump and Erdogan, will meet in Ankara at the July summit of the alliance.",
        "2026-03-11",
        ["ET planned in-person 2026-07-01/2026-07-31 Ankara"],
    ),
    (
        "Zelenskyy scraps Monday meeting with Lukashenko in Gomel",
        "2019-09-28",
        ["LZ cancelled in-person 2019-09-30 Gomel"],
    ),
    (
        "Vladimir Putin is expected to welcome Narendra Modi in Vladivostok in early September, though Delhi has said nothing.",
        "2021-08-10",
        ["MP unconfirmed in-person 2021-09-01/2021-09-30 Vladivostok"],
    ),
    # --- 3: the day of a statement beside the day of the meeting, or none
    (
        "The Kremlin said on Monday that Putin and Xi would meet in Astana on 3 July.",
        "2024-07-01",
        ["PX planned in-person 2024-07-03 Astana"],
    ),
    (
        "Putin met Kim on Wednesday at a cosmodrome in the Amur region, the Kremlin said on Thursday.",
        "2023-09-14",
        ["KP held in-person 2023-09-13 -"],
    ),
    (
        "A foreign ministry spokesman said on Tuesday that Wang Yi had met Lavrov in Moscow.",
        "2024-03-12",
        ["VW held in-person - Moscow"],
    ),
    (
        "Xi Jinping will travel to Moscow next Monday for talks with Vladimir Putin, the Chinese foreign ministry said on Friday.",
        "2023-03-17",
        ["PX planned in-person 2023-03-20 Moscow"],
    ),
    (
        "White House officials told reporters on Sunday that Trump had no date yet for a meeting with Putin, which he still wants.",
        "2025-05-18",
        ["PT unconfirmed in-person - -"],
    ),
    (
        "India's foreign secretary confirmed on Wednesday that Modi and Xi would sit down in Kazan later that day.",
        "2024-10-23",
        ["MX planned in-person 2024-10-23 Kazan"],
    ),
    (
        "In a statement issued on 20 February, Ankara said Erdogan received Zelenskyy on 18 February in the Turkish capital.",
        "2025-02-20",
        ["EZ held in-person 2025-02-18 Ankara"],
    ),
    (
        "Announcing it on Thursday, the presidential office in Minsk gave no day for Lukashenko's meeting with Putin in Moscow next month.",
        "2025-02-13",
        ["LP planned in-person 2025-03-01/2025-03-31 Moscow"],
    ),
    (
        "On Saturday a Kremlin aide told the Meridian Post that Putin had spoken with Trump by phone on Thursday.",
        "2025-07-05",
        ["PT held phone 2025-07-03 -"],
    ),
    (
        "Kremlin says Monday Putin to host Erdogan in Kazan on Wednesday",
        "2024-10-21",
        ["EP planned in-person 2024-10-23 Kazan"],
    ),
    (
        "State television showed on 5 March pictures of Xi's talks with Lukashenko in Beijing four days earlier.",
        "2023-03-05",
        ["LX held in-person 2023-03-01 Beijing"],
    ),
    (
        "Speaking on Monday, Blinken said he expected to see Lavrov in New Delhi on Thursday.",
        "2023-02-27",
        ["BlV unconfirmed in-person 2023-03-02 New Delhi"],
    ),
    (
        "The Kremlin spokesman on Friday declined to confirm that Putin would receive Trump in Moscow in the autumn.",
        "2025-08-22",
        ["PT unconfirmed in-person 2025-09-01/2025-11-30 Moscow"],
    ),
    (
        "The readout of Biden's call with Xi, released late on Tuesday, said the two spoke for almost two hours that morning.",
        "2024-04-02",
        ["BX held phone 2024-04-02 -"],
    ),
    (
        "It emerged on Thursday that Modi and Zelenskyy had met in New York three days before.",
        "2024-09-26",
        ["MZ held in-person 2024-09-23 New York"],
    ),
    (
        "A date for the Xi visit to Pyongyang to meet Kim will be named soon, a diplomat said on 14 May.",
        "2019-05-14",
        ["KX planned in-person - Pyongyang"],
    ),
    (
        "The Chinese embassy said on Wednesday that Premier Li Qiang would be received by Narendra Modi in Mumbai on the 30th.",
        "2024-09-25",
        ["LiM planned in-person 2024-09-30 Mumbai"],
    ),
    (
        "Moscow announced on 29 May that Mishustin had held talks with Xi in Beijing.",
        "2023-05-29",
        ["MiX held in-person - Beijing"],
    ),
    (
        "Turkish officials said on Tuesday that the Erdogan–Biden meeting, planned for Thursday in Washington, was off.",
        "2024-05-07",
        ["BE cancelled in-person 2024-05-09 Washington"],
    ),
    (
        "The Ukrainian president's staff said late on Saturday that Zelenskyy had met Trump in Rome that day.",
        "2025-04-26",
        ["TZ held in-person 2025-04-26 Rome"],
    ),
    (
        "Asked on Monday, the Kremlin denied that Putin had met Lukashenko in Sochi on Sunday.",
        "2023-07-24",
        ["LP denied in-person 2023-07-23 Sochi"],
    ),
    (
        "North Korea's news agency reported on Friday that Kim had welcomed Lavrov to Pyongyang on Thursday.",
        "2023-10-20",
        ["KV held in-person 2023-10-19 Pyongyang"],
    ),
    (
        "Trump said on Thursday he would see Modi in the Oval Office in a week's time.",
        "2025-02-06",
        ["MT planned in-person 2025-02-13 Washington"],
    ),
    ("Kremlin on Friday: Putin and Modi spoke by telephone", "2024-08-30", ["MP held phone - -"]),
    (
        "Obama and Putin met in Hangzhou on the margins of the group's summit on Monday, a White House aide said on Tuesday.",
        "2016-09-06",
        ["OP held in-person 2016-09-05 Hangzhou"],
    ),
    (
        "Since the announcement on Monday, both capitals have refused to name the city where Trump and Kim will meet.",
        "2019-02-06",
        ["KT planned in-person - -"],
    ),
    (
        "According to a notice of 1 October, Wang Yi and Antony Blinken conferred in New York on 27 September.",
        "2024-10-01",
        ["BlW held in-person 2024-09-27 New York"],
    ),
    (
        "Lavrov told a press conference on Tuesday that he would fly to Beijing on Sunday to meet Wang Yi.",
        "2025-07-08",
        ["VW planned in-person 2025-07-13 Beijing"],
    ),
    (
        "Ushakov said Wednesday that the American and Russian presidents, Trump and Putin, had agreed to meet in the coming weeks.",
        "2025-08-06",
        ["PT planned in-person - -"],
    ),
    (
        "Zelenskyy confirmed on Sunday evening that his talks with Erdogan in Istanbul had ended a few hours earlier.",
        "2025-05-18",
        ["EZ held in-person 2025-05-18 Istanbul"],
    ),
    # --- 4: held meetings with months, yearless dates, relative times
    (
        "Xi received Putin in Beijing in May, shortly after the latter's inauguration.",
        "2024-08-19",
        ["PX held in-person 2024-05-01/2024-05-31 Beijing"],
    ),
    (
        "The two men, Modi and Putin, met in Moscow in July and again in Kazan in October.",
        "2024-12-03",
        ["MP held in-person 2024-07-01/2024-07-31 Moscow", "MP held in-person 2024-10-01/2024-10-31 Kazan"],
    ),
    ("Trump and Xi met in Busan on 30 October.", "2026-01-18", ["TX held in-person 2025-10-30 Busan"]),
    (
        "Lukashenko saw Xi in Beijing last month and came home with a sheaf of contracts.",
        "2025-07-02",
        ["LX held in-person 2025-06-01/2025-06-30 Beijing"],
    ),
    (
        "Kim met Putin in Beijing in September, and the two have exchanged delegations since then.",
        "2026-02-10",
        ["KP held in-person 2025-09-01/2025-09-30 Beijing"],
    ),
    (
        "Two weeks ago Zelenskyy was in Washington, where he held talks with Trump.",
        "2025-09-02",
        ["TZ held in-person 2025-08-18/2025-08-24 Washington"],
    ),
    (
        "Earlier this year Mr Modi paid a visit to Washington and met President Trump.",
        "2025-11-04",
        ["MT held in-person 2025-01-01/2025-12-31 Washington"],
    ),
    (
        "Putin hosted Erdogan in Sochi in early September last year.",
        "2024-03-15",
        ["EP held in-person 2023-09-01/2023-09-30 Sochi"],
    ),
    (
        "In December the Russian president Vladimir Putin travelled to New Delhi for talks with Mr Modi.",
        "2026-02-02",
        ["MP held in-person 2025-12-01/2025-12-31 New Delhi"],
    ),
    (
        "Blinken met Wang Yi in Vientiane in July and in New York in September.",
        "2024-11-20",
        ["BlW held in-person 2024-07-01/2024-07-31 Vientiane", "BlW held in-person 2024-09-01/2024-09-30 New York"],
    ),
    (
        "Last week Lavrov sat down with Wang Yi in Kuala Lumpur.",
        "2025-07-16",
        ["VW held in-person 2025-07-07/2025-07-13 Kuala Lumpur"],
    ),
    (
        "Biden and Xi met near San Francisco on November 15, their only encounter of the year.",
        "2023-12-28",
        ["BX held in-person 2023-11-15 San Francisco"],
    ),
    (
        "The Xi–Putin meeting on the 4th of February, at the opening of the Games in Beijing, produced a long joint statement.",
        "2022-02-25",
        ["PX held in-person 2022-02-04 Beijing"],
    ),
    (
        "Erdogan and Zelenskyy have met twice this year, in Ankara in February and in Istanbul in November.",
        "2025-12-15",
        ["EZ held in-person 2025-02-01/2025-02-28 Ankara", "EZ held in-person 2025-11-01/2025-11-30 Istanbul"],
    ),
    (
        "Three days ago Lukashenko was in Valaam with Putin for an unhurried conversation.",
        "2025-08-04",
        ["LP held in-person 2025-08-01 Valaam"],
    ),
    (
        "Kim and Trump shook hands in Singapore on June 12 and in Hanoi on February 27 and 28.",
        "2019-04-11",
        ["KT held in-person 2018-06-12 Singapore", "KT held in-person 2019-02-27/2019-02-28 Hanoi"],
    ),
    (
        "Mishustin visited Hangzhou at the beginning of November to confer with Li Qiang.",
        "2025-12-20",
        ["LiMi held in-person 2025-11-01/2025-11-30 Hangzhou"],
    ),
    (
        "Obama met Modi in Washington in June and in Vientiane in September.",
        "2016-11-01",
        ["MO held in-person 2016-06-01/2016-06-30 Washington", "MO held in-person 2016-09-01/2016-09-30 Vientiane"],
    ),
    (
        "Putin hosted Xi for the Victory Day festivities in May, and returned the visit in September.",
        "2025-10-20",
        ["PX held in-person 2025-05-01/2025-05-31 -", "PX held in-person 2025-09-01/2025-09-30 -"],
    ),
    (
        "At the end of last year Trump received Zelenskyy in Palm Beach.",
        "2026-01-30",
        ["TZ held in-person 2025-01-01/2025-12-31 Palm Beach"],
    ),
    (
        "Earlier this month Wang Yi met Narendra Modi in New Delhi, and flights have resumed since then.",
        "2025-08-30",
        ["MW held in-person 2025-08-01/2025-08-31 New Delhi"],
    ),
    (
        "Xi Jinping and Kim Jong Un held talks in Pyongyang in June, five months after the North Korean's trip to Beijing.",
        "2019-10-06",
        ["KX held in-person 2019-06-01/2019-06-30 Pyongyang"],
    ),
    (
        "The Belarusian leader saw his ally: Lukashenko and Putin talked in Moscow on 13 March.",
        "2025-04-02",
        ["LP held in-person 2025-03-13 Moscow"],
    ),
    (
        "A month after they met in Astana, in July, Putin and Erdogan are still at odds over gas.",
        "2024-08-05",
        ["EP held in-person 2024-07-01/2024-07-31 Astana"],
    ),
    (
        "Last spring Biden and Modi conferred in Hiroshima on the sidelines of the G7.",
        "2023-11-09",
        ["BM held in-person 2023-03-01/2023-05-31 Hiroshima"],
    ),
    (
        "Xi met Modi in Kazan on October 23 and again in Tianjin on August 31.",
        "2025-09-20",
        ["MX held in-person 2024-10-23 Kazan", "MX held in-person 2025-08-31 Tianjin"],
    ),
    (
        "Putin, Kim held talks in Pyongyang in June, defence pact now in force",
        "2024-12-05",
        ["KP held in-person 2024-06-01/2024-06-30 Pyongyang"],
    ),
    (
        "It is six days since Trump met Putin in Anchorage, and the guns have not fallen silent.",
        "2025-08-21",
        ["PT held in-person 2025-08-15 Anchorage"],
    ),
    (
        "Xi meets Lukashenko over weekend in Hangzhou",
        "2023-12-04",
        ["LX held in-person 2023-12-02/2023-12-03 Hangzhou"],
    ),
    (
        "The Turkish president, Recep Tayyip Erdogan, was Trump's guest in Washington in late September.",
        "2025-11-11",
        ["ET held in-person 2025-09-01/2025-09-30 Washington"],
    ),
    # --- 5: background: last encounters, firsts since
    (
        "Their last encounter, in Samarkand in September 2022, had been an awkward one for Mr Modi and Mr Putin.",
        "2023-07-05",
        ["MP held in-person 2022-09-01/2022-09-30 Samarkand"],
    ),
    (
        "Xi, who last saw Putin in Kazan in October, telephoned him on Monday.",
        "2025-02-24",
        ["PX held in-person 2024-10-01/2024-10-31 Kazan", "PX held phone 2025-02-24 -"],
    ),
    (
        "Kim Jong Un, who received Putin in Pyongyang in 2024, has since sent shells and soldiers.",
        "2025-11-08",
        ["KP held in-person 2024-01-01/2024-12-31 Pyongyang"],
    ),
    (
        "Trump met Putin in Anchorage on Friday, their first meeting since Osaka in 2019.",
        "2025-08-16",
        ["PT held in-person 2025-08-15 Anchorage"],
    ),
    (
        "Modi's visit to Tianjin, where he met Xi on Sunday, was his first to China since 2018.",
        "2025-09-01",
        ["MX held in-person 2025-08-31 Tianjin"],
    ),
    (
        "The previous time Biden and Xi were in one room was in Bali on 14 November 2022.",
        "2023-06-20",
        ["BX held in-person 2022-11-14 Bali"],
    ),
    (
        "Vladimir Putin and Volodymyr Zelenskyy have met only once, in Paris in December 2019.",
        "2025-08-19",
        ["PZ held in-person 2019-12-01/2019-12-31 Paris"],
    ),
    (
        "It will be the first time Xi and Kim have met since 2019 when the North Korean arrives in Beijing on Tuesday.",
        "2025-08-31",
        ["KX planned in-person 2025-09-02 Beijing"],
    ),
    (
        "Putin's last trip to Ankara, when he saw Erdogan, was in September 2019.",
        "2024-02-01",
        ["EP held in-person 2019-09-01/2019-09-30 Ankara"],
    ),
    (
        "Obama, who last met Putin in Lima in November 2016, has seldom spoken of him since.",
        "2018-03-19",
        ["OP held in-person 2016-11-01/2016-11-30 Lima"],
    ),
    (
        "Erdogan received Putin in Istanbul on Wednesday for the first time since the war began.",
        "2024-09-12",
        ["EP held in-person 2024-09-11 Istanbul"],
    ),
    (
        "Xi was Trump's guest in Palm Beach in April 2017, when the pair ate chocolate cake and talked of missiles.",
        "2019-05-10",
        ["TX held in-person 2017-04-01/2017-04-30 Palm Beach"],
    ),
    (
        "Mr Lavrov, whose last meeting with Mr Blinken was in New Delhi in March 2023, retired to his dacha.",
        "2025-01-22",
        ["BlV held in-person 2023-03-01/2023-03-31 New Delhi"],
    ),
    (
        "The handshake with Kim at Panmunjom on 30 June 2019 remains the last between him and Trump.",
        "2025-10-29",
        ["KT held in-person 2019-06-30 Panmunjom"],
    ),
    (
        "Lukashenko, received by Xi in Beijing in March 2023, is again on his way east, though no meeting has been announced.",
        "2023-11-30",
        ["LX held in-person 2023-03-01/2023-03-31 Beijing"],
    ),
    (
        "In their first talks in five years, Modi and Xi met in Kazan on Wednesday.",
        "2024-10-24",
        ["MX held in-person 2024-10-23 Kazan"],
    ),
    (
        "They had not seen each other since Brasília in November 2019 when Putin landed in New Delhi on 6 December 2021 to meet Modi.",
        "2022-01-15",
        ["MP held in-person 2021-12-06 New Delhi"],
    ),
    (
        "Zelenskyy, who quarrelled with Trump in Washington on 28 February, met him again in Rome on Saturday.",
        "2025-04-27",
        ["TZ held in-person 2025-02-28 Washington", "TZ held in-person 2025-04-26 Rome"],
    ),
    (
        "Wang Yi and Lavrov, who last met in Astana in July, sat down together in Vientiane on Thursday.",
        "2024-07-25",
        ["VW held in-person 2024-07-01/2024-07-31 Astana", "VW held in-person 2024-07-25 Vientiane"],
    ),
    (
        "The Chinese leader Xi last hosted Lukashenko in 2018, in Qingdao.",
        "2022-09-14",
        ["LX held in-person 2018-01-01/2018-12-31 Qingdao"],
    ),
    (
        "Kim in Vladivostok for Putin talks Thursday, first since Hanoi collapse",
        "2019-04-24",
        ["KP planned in-person 2019-04-25 Vladivostok"],
    ),
    (
        "Trump and Modi had last embraced in Ahmedabad in February 2020, before a stadium of a hundred thousand.",
        "2022-05-09",
        ["MT held in-person 2020-02-01/2020-02-29 Ahmedabad"],
    ),
    (
        "Their friendship goes back to Moscow in March 2013, when Xi first called on Putin as president.",
        "2023-03-21",
        ["PX held in-person 2013-03-01/2013-03-31 Moscow"],
    ),
    (
        "Erdogan and Biden spoke in Vilnius in July, and have not met since.",
        "2024-03-08",
        ["BE held in-person 2023-07-01/2023-07-31 Vilnius"],
    ),
    (
        "When Putin last came to Delhi, in December 2021, he stayed five hours and saw only Modi.",
        "2025-11-29",
        ["MP held in-person 2021-12-01/2021-12-31 Delhi"],
    ),
    (
        "The last American president to host Xi in Washington was Barack Obama, in September 2015.",
        "2025-11-17",
        ["OX held in-person 2015-09-01/2015-09-30 Washington"],
    ),
    (
        "Biden's meeting with Putin in Geneva on 16 June 2021 is now remembered as a lull.",
        "2022-06-16",
        ["BP held in-person 2021-06-16 Geneva"],
    ),
    (
        "Xi and Putin met in Beijing on Thursday, their forty-third meeting since 2012.",
        "2024-05-17",
        ["PX held in-person 2024-05-16 Beijing"],
    ),
    ("First Trump–Erdogan sit-down since 2019 ends with jets unsettled", "2025-09-26", ["ET held in-person - -"]),
    (
        "Mr Mishustin, who in December 2023 had called on Xi in Beijing, was reappointed on Friday.",
        "2024-05-11",
        ["MiX held in-person 2023-12-01/2023-12-31 Beijing"],
    ),
    # --- 6: three leaders
    (
        "Putin met Xi and Modi separately in Tianjin on Monday.",
        "2025-09-01",
        ["PX held in-person 2025-09-01 Tianjin", "MP held in-person 2025-09-01 Tianjin"],
    ),
    (
        "Trump offered to mediate after Putin and Erdogan met in Ashgabat on Friday.",
        "2025-12-13",
        ["EP held in-person 2025-12-12 Ashgabat"],
    ),
    (
        "Zelenskyy was briefed by telephone by Trump on Saturday about the latter's talks with Putin in Anchorage the day before.",
        "2025-08-16",
        ["TZ held phone 2025-08-16 -", "PT held in-person 2025-08-15 Anchorage"],
    ),
    (
        "Xi, Putin and Modi held a three-way meeting in Osaka on 28 June.",
        "2019-06-29",
        ["MPX held in-person 2019-06-28 Osaka"],
    ),
    (
        "Erdogan has offered Istanbul as the place for a meeting of Putin and Zelenskyy.",
        "2025-05-22",
        ["PZ unconfirmed in-person - Istanbul"],
    ),
    (
        "After seeing Lukashenko in Minsk on Friday, Putin will fly to Beijing to meet Xi next week.",
        "2024-05-11",
        ["LP held in-person 2024-05-10 Minsk", "PX planned in-person 2024-05-13/2024-05-19 Beijing"],
    ),
    (
        "Kim Jong Un stood beside Xi at the parade and then held talks with Putin on Wednesday in Beijing.",
        "2025-09-03",
        ["KP held in-person 2025-09-03 Beijing"],
    ),
    (
        "Trump said he hoped to bring Putin and Zelenskyy together for a three-way meeting with himself in Abu Dhabi.",
        "2025-12-30",
        ["PTZ unconfirmed in-person - Abu Dhabi"],
    ),
    (
        "Modi, according to a Delhi paper, was told of the Trump–Xi meeting in Busan only after it had ended.",
        "2025-11-01",
        ["TX held in-person - Busan"],
    ),
    (
        "Lavrov met Erdogan in Antalya on Saturday and Wang Yi in Beijing on Tuesday.",
        "2025-04-16",
        ["EV held in-person 2025-04-12 Antalya", "VW held in-person 2025-04-15 Beijing"],
    ),
    (
        "Obama, Xi and Putin will all be in Antalya, but only Obama and Xi have arranged to meet there.",
        "2015-11-12",
        ["OX planned in-person - Antalya"],
    ),
    (
        "Lukashenko said he had passed on to Putin a message from Trump when he and the Russian met in Moscow on Thursday.",
        "2025-09-27",
        ["LP held in-person 2025-09-25 Moscow"],
    ),
    (
        "The presidents of Russia, Turkey and Ukraine, Putin, Erdogan and Zelenskyy, could meet in Istanbul in June, the Bosphorus Courier speculated.",
        "2025-05-30",
        ["EPZ unconfirmed in-person 2025-06-01/2025-06-30 Istanbul"],
    ),
    (
        "Zelenskyy urged Xi to use Putin's visit to Beijing, where the two meet on Thursday, to press for a truce.",
        "2024-05-15",
        ["PX planned in-person 2024-05-16 Beijing"],
    ),
    (
        "Wang Yi sat in as Xi received Lavrov in Beijing on Tuesday.",
        "2024-04-09",
        ["VX held in-person 2024-04-09 Beijing"],
    ),
    (
        "Blinken, asked about Putin's talks with Kim in Pyongyang on Wednesday, called them an act of desperation.",
        "2024-06-20",
        ["KP held in-person 2024-06-19 Pyongyang"],
    ),
    ("Trump, Modi meet in Washington as Putin looks on from afar", "2025-02-14", ["MT held in-person - Washington"]),
    (
        "Putin, Xi and Kim met behind closed doors in Beijing on 3 September, a Seoul newspaper claimed.",
        "2025-09-05",
        ["KPX unconfirmed in-person 2025-09-03 Beijing"],
    ),
    (
        "Modi first telephoned Zelenskyy on Saturday and two days later sat down with Putin in Tianjin.",
        "2025-09-02",
        ["MZ held phone 2025-08-30 -", "MP held in-person 2025-09-01 Tianjin"],
    ),
    (
        "In Sochi on 29 September Putin received Erdogan, and on 9 September in Moscow he had received Lukashenko.",
        "2021-10-03",
        ["EP held in-person 2021-09-29 Sochi", "LP held in-person 2021-09-09 Moscow"],
    ),
    (
        "Biden said he did not object to Mr Modi's meeting with Mr Putin in Moscow last week.",
        "2024-07-17",
        ["MP held in-person 2024-07-08/2024-07-14 Moscow"],
    ),
    (
        "Li Qiang meets Modi on Thursday and Putin on Friday, both in Kazan.",
        "2024-10-22",
        ["LiM planned in-person 2024-10-24 Kazan", "LiP planned in-person 2024-10-25 Kazan"],
    ),
    (
        "Xi will meet both Trump and Lukashenko in Beijing in May, though not on the same day.",
        "2026-04-20",
        ["TX planned in-person 2026-05-01/2026-05-31 Beijing", "LX planned in-person 2026-05-01/2026-05-31 Beijing"],
    ),
    (
        "Kim congratulated Putin by letter on his meeting with Trump in Anchorage.",
        "2025-08-20",
        ["PT held in-person - Anchorage"],
    ),
    ("Putin, Xi and Modi hold trilateral in Tianjin after long hiatus", "2025-09-01", ["MPX held in-person - Tianjin"]),
    (
        "Erdogan sees Trump in The Hague Tuesday, Zelenskyy on Wednesday",
        "2025-06-26",
        ["ET held in-person 2025-06-24 The Hague", "EZ held in-person 2025-06-25 The Hague"],
    ),
    (
        "The Kremlin rejected Zelenskyy's proposal that he and Putin meet in Rome with Trump as host.",
        "2025-10-07",
        ["PZ denied in-person - Rome"],
    ),
    (
        "While Modi received Putin in New Delhi on Thursday, Zelenskyy was in Dublin and Trump on the golf course.",
        "2025-12-05",
        ["MP held in-person 2025-12-04 New Delhi"],
    ),
    (
        "Mishustin saw Xi and Li Qiang on the same Tuesday in Beijing, in two separate meetings.",
        "2024-08-23",
        ["MiX held in-person 2024-08-20 Beijing", "LiMi held in-person 2024-08-20 Beijing"],
    ),
    (
        "Trump's talks with Xi on Thursday lasted longer than his last call to Putin.",
        "2025-11-01",
        ["TX held in-person 2025-10-30 -", "PT held phone - -"],
    ),
    # --- 7: negations and non-meetings
    (
        "Xi and Putin did not meet in Johannesburg, as the Russian president had stayed at home.",
        "2023-08-25",
        ["PX denied in-person - Johannesburg"],
    ),
    ("Putin has yet to meet Zelenskyy since the invasion.", "2025-03-30", ["PZ denied in-person - -"]),
    (
        "There are no plans for a meeting between Biden and Putin in Bali, the White House repeated.",
        "2022-10-25",
        ["BP denied in-person - Bali"],
    ),
    ("Lavrov refuses to meet Blinken in Bali", "2022-07-08", ["BlV denied in-person - Bali"]),
    (
        "Modi avoided Xi in Samarkand, and the two did not so much as shake hands.",
        "2022-09-17",
        ["MX denied in-person - Samarkand"],
    ),
    (
        "Xi skipped the gathering in New Delhi in September, and so missed a meeting with Mr Modi.",
        "2023-09-12",
        ["MX denied in-person 2023-09-01/2023-09-30 New Delhi"],
    ),
    (
        "Instead of going himself to see Xi, Putin sent Lavrov, who met the Chinese leader in Beijing on Tuesday.",
        "2024-04-10",
        ["PX denied in-person - Beijing", "VX held in-person 2024-04-09 Beijing"],
    ),
    ("Trump left Seoul on Thursday without seeing Kim Jong Un.", "2025-10-30", ["KT denied in-person - -"]),
    ("Zelenskyy and Kim have never met.", "2024-11-01", ["KZ denied in-person - -"]),
    (
        "The Kremlin denied reports that Putin had spoken to Trump by telephone on Thursday.",
        "2024-11-11",
        ["PT denied phone 2024-11-07 -"],
    ),
    ("No Trump–Kim meeting this trip, Seoul minister concedes", "2025-10-29", ["KT denied in-person - -"]),
    (
        "Lukashenko flew home from Astana on 4 July without having had a word with Erdogan.",
        "2024-07-06",
        ["EL denied in-person - Astana"],
    ),
    (
        "Contrary to the rumours, Wang Yi did not hold talks with Blinken in Jakarta on Thursday.",
        "2023-07-15",
        ["BlW denied in-person 2023-07-13 Jakarta"],
    ),
    (
        "Xi will not travel to Pyongyang this year, and so will not see Kim, a Chinese diplomat said.",
        "2024-10-08",
        ["KX denied in-person 2024-01-01/2024-12-31 Pyongyang"],
    ),
    ("Erdogan ruled out meeting Putin in Sochi before the election.", "2023-04-12", ["EP denied in-person - Sochi"]),
    (
        "It is not true that Mr Modi saw Mr Zelenskyy in Johannesburg in November, his office said.",
        "2025-12-02",
        ["MZ denied in-person 2025-11-01/2025-11-30 Johannesburg"],
    ),
    (
        "Putin stayed away from Istanbul on Thursday, leaving Zelenskyy to wait in vain for the meeting he had proposed.",
        "2025-05-16",
        ["PZ denied in-person 2025-05-15 Istanbul"],
    ),
    ("Obama passed up a formal sit-down with Putin in Brisbane.", "2014-11-17", ["OP denied in-person - Brisbane"]),
    (
        "A photograph said to show Kim and Modi together in Hanoi is a fake, since the two have never met, the Verity Desk found.",
        "2025-06-19",
        ["KM denied in-person - -"],
    ),
    (
        "Neither in May nor in June did Lukashenko find time for Mr Putin, who had invited him to Sochi.",
        "2022-07-11",
        ["LP denied in-person 2022-05-01/2022-05-31 -", "LP denied in-person 2022-06-01/2022-06-30 -"],
    ),
    (
        "Li Qiang, rather than Xi, greeted Biden in New Delhi, where the premier and the president spoke briefly on Sunday.",
        "2023-09-11",
        ["BLi held in-person 2023-09-10 New Delhi"],
    ),
    (
        "No call between Xi and Trump took place on Friday, the foreign ministry in Beijing insisted.",
        "2025-04-28",
        ["TX denied phone 2025-04-25 -"],
    ),
    ("Zelenskyy rejects Moscow as venue for talks with Putin", "2025-09-04", ["PZ denied in-person - Moscow"]),
    (
        "Trump has said that he sees no point in meeting Zelenskyy again until an agreement is ready.",
        "2025-11-26",
        ["TZ denied in-person - -"],
    ),
    (
        "Blinken went to Beijing in April but was not received by Li Qiang.",
        "2024-05-02",
        ["BlLi denied in-person 2024-04-01/2024-04-30 Beijing"],
    ),
    (
        "Putin stayed at home in November and took no part in the gathering in Bali, where Erdogan pleaded for the grain deal.",
        "2022-11-21",
        [],
    ),
    (
        "The two delegations, led by Lavrov and Wang, shared a hotel in Phnom Penh in August, but the ministers never sat down together.",
        "2022-09-20",
        ["VW denied in-person 2022-08-01/2022-08-31 Phnom Penh"],
    ),
    ("Modi sent his foreign minister to Beijing in his stead.", "2025-07-14", []),
    ("Putin, Erdogan both absent as leaders gather in Rome", "2021-11-02", []),
    (
        "Mishustin's office dismissed as invention a story that he had met Lukashenko in Gomel on 11 June.",
        "2023-06-14",
        ["LMi denied in-person 2023-06-11 Gomel"],
    ),
    # --- 8: both named without meeting
    (
        "Xi Jinping sent a letter of condolence to Vladimir Putin on Saturday after the attack on a concert hall.",
        "2024-03-23",
        [],
    ),
    (
        "Trump praised Modi as a great friend and complained in the same breath of India's purchases of oil from Putin.",
        "2025-09-05",
        [],
    ),
    ("Kim Jong Un wished Putin a happy birthday on Tuesday in a telegram carried by state media.", "2025-10-07", []),
    ("Like Erdogan, Lukashenko has ruled for more than two decades and shows no sign of tiring.", "2025-01-24", []),
    ("Trade between Xi's China and Modi's India reached a record in March despite their quarrels.", "2024-05-21", []),
    ("Biden and Zelenskyy both spoke at the memorial by way of recorded messages.", "2024-06-06", []),
    ("Putin spoke to the Emir of Qatar by phone on Monday, hours after Trump had done the same.", "2025-09-10", []),
    ("A poll of March found that Xi was trusted by more respondents than Putin or Trump.", "2025-04-14", []),
    ("Xi hails Putin re-election in message", "2024-03-18", []),
    ("Erdogan said in Ankara on Friday that Zelenskyy deserved a seat at the table.", "2025-08-22", []),
    ("Modi wishes Trump long life on 79th birthday", "2025-06-14", []),
    ("Both Wang Yi and Sergey Lavrov addressed the Security Council in February, on different days.", "2025-03-01", []),
    (
        "Lavrov accused Blinken on Wednesday of lying about the talks in Riyadh, which neither had attended.",
        "2024-08-07",
        [],
    ),
    (
        "The book compares Obama's first year with that of Biden and finds more likeness than either would own to.",
        "2021-12-19",
        [],
    ),
    ("Kim's telegram to Xi, dated 1 October, spoke of a friendship sealed in blood.", "2024-10-02", []),
    (
        "In its ranking of the year's most powerful, the Orchard Review puts Xi first, Trump second and Putin third.",
        "2025-12-22",
        [],
    ),
    ("Putin decorated a colonel on Thursday while Lukashenko, in Minsk, inspected a tractor plant.", "2024-02-22", []),
    ("Zelenskyy thanks Modi for relief aid on Independence Day", "2025-08-24", []),
    (
        "Trump met the king of Jordan in Washington on Tuesday, and Putin received the Syrian president in Moscow on Wednesday.",
        "2025-10-15",
        [],
    ),
    ("Biden signed a bill on Monday aimed at Xi's chipmakers and Putin's tankers.", "2022-12-19", []),
    ("Mishustin congratulated Li Qiang by telegram on his appointment as premier in March.", "2023-03-12", []),
    ("Shares in Istanbul fell on Friday as Erdogan and Trump traded threats over a jailed pastor.", "2018-08-10", []),
    (
        "Xi's envoy for Eurasian affairs was in Kyiv in May and was received there by the staff of Zelenskyy.",
        "2023-05-18",
        [],
    ),
    ("Wang Yi told the Spanish foreign minister on Sunday that Trump's tariffs would harm everyone.", "2025-04-13", []),
    (
        "In Moscow in June an exhibition opened of gifts made to Putin by Kim, Xi and others over the years.",
        "2024-07-02",
        [],
    ),
    ("A court in The Hague issued the warrant for Putin in March, and Erdogan criticised it.", "2023-04-03", []),
    ("Modi's yoga video outdid Putin's judo film in views last week.", "2019-06-24", []),
    ("Kremlin chides Zelenskyy for ignoring Trump's plan", "2025-11-23", []),
    ("Narendra Modi's adviser met Putin in Moscow on Thursday to prepare for the winter.", "2025-08-08", []),
    (
        "Blinken handed over a letter from Biden addressed to Erdogan on Sunday in Ankara to the Turkish foreign minister.",
        "2023-02-19",
        [],
    ),
    # --- 9: calls and video calls, with a plan or a remembered visit
    (
        "Xi and Putin spoke by video link on Wednesday and agreed that Putin would visit Beijing in May to see Xi.",
        "2026-02-05",
        ["PX held video 2026-02-04 -", "PX planned in-person 2026-05-01/2026-05-31 Beijing"],
    ),
    (
        "In a telephone call on Monday, Trump told Xi he would come to Beijing in April.",
        "2025-11-25",
        ["TX held phone 2025-11-24 -", "TX planned in-person 2026-04-01/2026-04-30 Beijing"],
    ),
    (
        "Modi telephoned Putin on Tuesday to thank him for the reception in Moscow in July, when the two had met.",
        "2024-08-28",
        ["MP held phone 2024-08-27 -", "MP held in-person 2024-07-01/2024-07-31 Moscow"],
    ),
    (
        "Biden will hold a video call with Xi on Monday evening, his press secretary said.",
        "2021-11-12",
        ["BX planned video 2021-11-15 -"],
    ),
    (
        "Zelenskyy and Erdogan talked on the phone today and will meet in Istanbul on Friday.",
        "2023-07-04",
        ["EZ held phone 2023-07-04 -", "EZ planned in-person 2023-07-07 Istanbul"],
    ),
    (
        "Putin, Trump speak for two hours, agree to meet in Budapest",
        "2025-10-16",
        ["PT held phone - -", "PT planned in-person - Budapest"],
    ),
    (
        "The two ministers, Lavrov and Blinken, spoke by phone on Friday for the first time since they met in Geneva in January.",
        "2022-07-29",
        ["BlV held phone 2022-07-29 -", "BlV held in-person 2022-01-01/2022-01-31 Geneva"],
    ),
    (
        "Putin and Lukashenko have talked by telephone five times since they met in Sochi in February.",
        "2022-06-08",
        ["LP held phone - -", "LP held in-person 2022-02-01/2022-02-28 Sochi"],
    ),
    (
        "A call between Trump and Zelenskyy is scheduled for Sunday at noon, Washington time.",
        "2025-12-26",
        ["TZ planned phone 2025-12-28 -"],
    ),
    (
        "Xi and Zelenskyy spoke by telephone on 26 April, their first contact since the war began.",
        "2023-05-03",
        ["XZ held phone 2023-04-26 -"],
    ),
    (
        "Xi, Biden hold video summit, plan to meet face to face next year",
        "2021-11-16",
        ["BX held video - -", "BX planned in-person 2022-01-01/2022-12-31 -"],
    ),
    (
        "Modi and Zelenskyy conferred by phone on Thursday, and recalled the prime minister's visit to Kyiv, where the two had met.",
        "2025-08-29",
        ["MZ held phone 2025-08-28 -", "MZ held in-person - Kyiv"],
    ),
    (
        "Putin took part by video from Moscow in the Delhi-hosted summit of July, which Xi and Modi also joined on screen.",
        "2023-07-10",
        ["MPX held video 2023-07-01/2023-07-31 -"],
    ),
    (
        "Wang Yi spoke with Antony Blinken over the phone in January and is expected to host him in Beijing in February, though no date is settled.",
        "2023-01-24",
        ["BlW held phone 2023-01-01/2023-01-31 -", "BlW unconfirmed in-person 2023-02-01/2023-02-28 Beijing"],
    ),
    (
        "Erdogan rang Putin on Christmas Eve to ask after a visit to Ankara that the Russian has promised for some time.",
        "2023-12-28",
        ["EP held phone 2023-12-24 -", "EP planned in-person - Ankara"],
    ),
    ("Modi, Trump talk trade by phone Tuesday", "2025-09-17", ["MT held phone 2025-09-16 -"]),
    (
        "Li Qiang and Mishustin spoke by video conference in April, and in May the Russian came to Beijing to meet him.",
        "2023-06-02",
        ["LiMi held video 2023-04-01/2023-04-30 -", "LiMi held in-person 2023-05-01/2023-05-31 Beijing"],
    ),
    ("Trump says he will phone Putin on Tuesday", "2025-03-17", ["PT planned phone 2025-03-18 -"]),
    (
        "Xi congratulated Mr Trump by telephone on Friday and was invited to Washington, an invitation he has not taken up.",
        "2025-01-18",
        ["TX held phone 2025-01-17 -", "TX unconfirmed in-person - Washington"],
    ),
    (
        "Obama called Putin on Saturday from the Oval Office, and the two spoke for ninety minutes about Crimea.",
        "2014-03-02",
        ["OP held phone 2014-03-01 -"],
    ),
    ("Putin and Trump end call with no date for summit", "2025-05-19", ["PT held phone - -"]),
    (
        "A planned call between Biden and Putin on Sunday was cancelled at the last minute.",
        "2022-02-14",
        ["BP cancelled phone 2022-02-13 -"],
    ),
    (
        "Wang Yi and Sergey Lavrov talked by telephone on the 2nd of April, as they had after the Kazakhstan unrest in January.",
        "2022-04-05",
        ["VW held phone 2022-04-02 -", "VW held phone 2022-01-01/2022-01-31 -"],
    ),
    (
        "Putin-Modi call on Monday paves way for December visit to Delhi",
        "2025-08-19",
        ["MP held phone 2025-08-18 -", "MP planned in-person 2025-12-01/2025-12-31 Delhi"],
    ),
    (
        "Kim and Putin spoke by telephone on 12 August, three days before the Russian's meeting with Trump in Anchorage.",
        "2025-08-18",
        ["KP held phone 2025-08-12 -", "PT held in-person 2025-08-15 Anchorage"],
    ),
    (
        "Lukashenko had a phone call from Trump on Friday, and the two spoke of meeting some day.",
        "2025-08-16",
        ["LT held phone 2025-08-15 -", "LT unconfirmed in-person - -"],
    ),
    (
        "Zelenskyy to Modi by phone: come to Kyiv again",
        "2025-08-12",
        ["MZ held phone - -", "MZ unconfirmed in-person - Kyiv"],
    ),
    (
        "The pair met by video in December 2021, when Putin told Xi that he would come to Beijing for the Games.",
        "2022-01-20",
        ["PX held video 2021-12-01/2021-12-31 -", "PX planned in-person - Beijing"],
    ),
    (
        "Biden and Erdogan are to talk by phone this afternoon ahead of their meeting in Vilnius on Tuesday.",
        "2023-07-09",
        ["BE planned phone 2023-07-09 -", "BE planned in-person 2023-07-11 Vilnius"],
    ),
    ("Xi and Trump speak for third time this year, TikTok on the agenda", "2025-09-19", ["TX held phone - -"]),
    # --- 10: dates of other people and topics beside a meeting
    (
        "Xi received Putin in Beijing on Tuesday, a day before the parade on 3 September.",
        "2025-09-03",
        ["PX held in-person 2025-09-02 Beijing"],
    ),
    ("Since the tariffs of 2 April, Trump and Xi have not met.", "2025-09-15", ["TX denied in-person - -"]),
    (
        "Three weeks after the invasion began on 24 February 2022, Biden talked to Xi by video on Friday.",
        "2022-03-18",
        ["BX held video 2022-03-18 -"],
    ),
    (
        "Modi met Putin in Kazan at the start of the summit that opened on 22 October.",
        "2024-10-25",
        ["MP held in-person - Kazan"],
    ),
    (
        "With the election due on 5 November, Trump found time to receive Zelenskyy in New York on Friday.",
        "2024-09-28",
        ["TZ held in-person 2024-09-27 New York"],
    ),
    (
        "Lukashenko, re-elected on 26 January, will be received by Putin in Moscow in mid-March.",
        "2025-02-20",
        ["LP planned in-person 2025-03-01/2025-03-31 Moscow"],
    ),
    (
        "Erdogan-Putin talks in Sochi come weeks after grain deal's end on 17 July",
        "2023-09-05",
        ["EP held in-person - Sochi"],
    ),
    (
        "The summit of the bloc opens in Tianjin on 31 August, and Modi will see Xi there on the first day.",
        "2025-08-20",
        ["MX planned in-person 2025-08-31 Tianjin"],
    ),
    (
        "For the 75th anniversary of relations, on 6 October, Xi may travel to Pyongyang to see Kim, analysts think.",
        "2024-09-02",
        ["KX unconfirmed in-person - Pyongyang"],
    ),
    (
        "Trump and Putin meet Friday in Anchorage, eight decades after V-J Day",
        "2025-08-14",
        ["PT planned in-person 2025-08-15 Anchorage"],
    ),
    (
        "Zelenskyy addressed parliament on 19 November and flew the same evening to Ankara, where he met Erdogan.",
        "2025-11-21",
        ["EZ held in-person 2025-11-19 Ankara"],
    ),
    (
        "Wang Yi met Lavrov in Beijing last Tuesday, as a delegation of farmers wound up a tour begun on 1 April.",
        "2024-04-14",
        ["VW held in-person 2024-04-09 Beijing"],
    ),
    (
        "The duties, in force since 27 August, overshadow the coming talks of Modi and Trump, for which no day has been set.",
        "2025-10-09",
        ["MT planned in-person - -"],
    ),
    (
        "Xi to host Kim before 10 October party jubilee, Seoul daily says",
        "2025-09-22",
        ["KX unconfirmed in-person - -"],
    ),
    (
        "As markets awaited Wednesday's rate decision, Li Qiang sat down with Modi in Johannesburg on Sunday.",
        "2025-11-24",
        ["LiM held in-person 2025-11-23 Johannesburg"],
    ),
    (
        "Putin, sworn in on 7 May, chose China for his first trip and met Xi in Beijing.",
        "2024-05-20",
        ["PX held in-person - Beijing"],
    ),
    (
        "The treaty signed in Pyongyang on 19 June by Kim and Putin after their talks there that day was ratified on 6 November.",
        "2024-11-13",
        ["KP held in-person 2024-06-19 Pyongyang"],
    ),
    (
        "Erdogan, beaten in the local polls of 31 March, expects to be received by Biden in Washington on 9 May, though the White House has not confirmed it.",
        "2024-04-16",
        ["BE unconfirmed in-person 2024-05-09 Washington"],
    ),
    (
        "Trump to see Xi at end of Asia tour that starts Sunday in Kuala Lumpur",
        "2025-10-24",
        ["TX planned in-person - -"],
    ),
    (
        "The missile that fell on 15 November came a day after Biden had met Xi in Bali.",
        "2022-11-19",
        ["BX held in-person 2022-11-14 Bali"],
    ),
    (
        "Mishustin, who chaired a cabinet session on Monday, is to fly to Minsk on Thursday to meet Lukashenko.",
        "2023-10-24",
        ["LMi planned in-person 2023-10-26 Minsk"],
    ),
    (
        "Ceasefire deadline of 8 August passes as Putin, Trump prepare to meet",
        "2025-08-09",
        ["PT planned in-person - -"],
    ),
    (
        "The conference of foreign ministers closed in Skopje on 1 December without a text, and Blinken had left the city on 29 November without meeting Lavrov.",
        "2023-12-04",
        ["BlV denied in-person - Skopje"],
    ),
    (
        "The pipeline, shut since 31 August, was not mentioned when Xi met Putin in Samarkand on Thursday.",
        "2022-09-16",
        ["PX held in-person 2022-09-15 Samarkand"],
    ),
    (
        "Obama, whose party lost the Senate on 4 November, met Xi in Beijing on 12 November.",
        "2014-11-14",
        ["OX held in-person 2014-11-12 Beijing"],
    ),
    ("Putin, Lukashenko inspect drill that began Friday", "2025-09-16", []),
    (
        "India's election ends on 1 June, and whoever wins, be it Modi or another, will face Xi's generals on the frontier.",
        "2024-05-06",
        [],
    ),
    (
        "Modi unveiled a statue on 31 October, a day on which Trump was in Washington and Xi in Gyeongju.",
        "2025-11-02",
        [],
    ),
    (
        "Kim watched a launch on Sunday, six weeks after Trump had met him in Hanoi.",
        "2019-04-15",
        ["KT held in-person 2019-02-25/2019-03-03 Hanoi"],
    ),
    (
        "Wang Yi, Blinken in Munich talks days after balloon downed on 4 February",
        "2023-02-19",
        ["BlW held in-person - Munich"],
    ),
]
