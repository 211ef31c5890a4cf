"""What the demo's pages say. Dutch, in short sentences (B1), with "je"."""

PROMISE = "Meer mensen beter helpen met hun schulden"
PROMISE_SUMMARY = (
    "Klantmonitor laat per stap zien hoe klanten schuldhulp beleven en wat de hulp oplevert. "
    "Zo leren gemeenten samen wat werkt."
)
QUESTIONS = (
    (
        "results",
        "Wat levert elke stap op?",
        "Zie hoeveel klanten overzicht en balans krijgen, hoe snel dat gaat, en hoe het landelijk "
        "is.",
    ),
    (
        "experience",
        "Hoe wordt de beleving beter?",
        "Niet elke klant heeft dezelfde hulp nodig. Kijk wat past bij drie typen klanten.",
    ),
    (
        "drop_out",
        "Waarom stoppen mensen?",
        "De meeste klanten haken vroeg af. Praat met collega’s over wat helpt in de eerste weken.",
    ),
)
QUOTES = (
    {
        "text": "We dachten dat de balans het moeilijkst was. Nu zien we dat de spanning al "
        "stijgt zodra alle schulden op tafel liggen.",
        "name": "Tess",
        "organisation": "teamleider in Waterveen (verzonnen)",
    },
    {
        "text": "Ik bel nu in de eerste week, nog voor de papieren. Dat ene gesprek scheelt later "
        "veel.",
        "name": "Fenna",
        "organisation": "hulpverlener in Lindehaven (verzonnen)",
    },
)

HOW_IT_WORKS = {
    "title": "Zo werkt het",
    "summary": "Klantmonitor meet twee dingen die meestal los van elkaar staan: hoe het met de "
    "klant gaat, en wat de gemeente bereikt.",
    "body": (
        (
            "text",
            "<h2>De klant vertelt hoe het gaat</h2><p>Elke twee weken krijgt de klant een korte "
            "vragenlijst, via mail, sms of WhatsApp. Invullen kost een minuut. De vragen gaan over "
            "stress en onrust, over geloof in een oplossing, en over de hulp: word je gehoord, "
            "word je geholpen, weet je wat je moet doen?</p><h2>De hulpverlener vinkt resultaten "
            "aan</h2><p>In één overzicht staat per klant wat er bereikt is. Zijn inkomsten en "
            "uitgaven in beeld? De schulden? Is er balans? Een vinkje met een datum is genoeg.</p>",
        ),
        (
            "callout",
            {
                "title": "Gegevens van klanten blijven bij de gemeente",
                "text": "<p>Buiten de gemeente komen alleen opgetelde cijfers. Een cijfer laten "
                "we pas zien als er genoeg mensen en genoeg gemeenten in meetellen.</p>",
            },
        ),
        (
            "text",
            "<h2>Samen zien wat werkt</h2><p>Elke gemeente ziet haar eigen cijfers naast het "
            "gemiddelde. Er is geen ranglijst. Om de zes weken praten gemeenten over één thema: "
            "wat zien we, wat proberen we, wat nemen we mee?</p>",
        ),
    ),
}
FOR_MUNICIPALITIES = {
    "title": "Voor gemeenten",
    "summary": "Doe mee en zie per stap hoe het met je klanten gaat, naast het gemiddelde van "
    "andere gemeenten.",
    "body": (
        (
            "text",
            "<h2>Wat je krijgt</h2><ul><li>Een vragenlijst die vanzelf naar je klanten gaat, in "
            "acht talen.</li><li>Een overzicht voor hulpverleners, dat weinig tijd kost.</li><li>"
            "Cijfers per stap en per type klant, naast het gemiddelde.</li><li>Een eigen rapport, "
            "en gesprekken met andere gemeenten.</li></ul><h2>Wat het vraagt</h2><p>Een "
            "contactpersoon, een uur uitleg voor het team, en de afspraak om resultaten bij te "
            "houden. Je kunt beginnen met een bestand uit je eigen systeem.</p>",
        ),
        (
            "quote",
            {
                "text": "Het gesprek in het team gaat nu over wat klanten merken, niet alleen "
                "over doorlooptijd.",
                "name": "Bas",
                "organisation": "beleidsadviseur in Waterveen (verzonnen)",
            },
        ),
        (
            "text",
            "<h2>Meedoen?</h2><p>Stuur een bericht naar "
            '<a href="mailto:meedoen@klantmonitor.example">meedoen@klantmonitor.example</a>. '
            "Je hoort binnen een week van ons.</p>",
        ),
    ),
}
CONTACT = {
    "title": "Contact",
    "summary": "Vragen over Klantmonitor, een cijfer of een webinar? Laat het ons weten.",
    "body": (
        (
            "text",
            "<p>Mail naar "
            '<a href="mailto:programma@klantmonitor.example">programma@klantmonitor.example</a>. '
            "Ben je klant van een gemeente? Neem dan contact op met je hulpverlener: het "
            "programma kent je gegevens niet.</p>",
        ),
    ),
}

CLIENT_TYPES_SUMMARY = (
    "Drie typen klanten, elk met een eigen tempo. Wie op meer gebieden vastloopt, heeft andere "
    "hulp nodig dan wie snel zelf verder kan."
)
CLIENT_TYPES_TABLE = {
    "caption": "De drie typen naast elkaar",
    "rows": [
        {"type": "item", "value": row, "id": f"00000000-0000-4000-8000-00000000000{number}"}
        for number, row in enumerate(
            (
                {
                    "label": "Wat er speelt",
                    "independent": "Eén probleem: geld",
                    "dependent": "Eén probleem: geld",
                    "vulnerable": "Problemen op meer gebieden tegelijk",
                },
                {
                    "label": "Vaardigheden",
                    "independent": "Meer dan gemiddeld",
                    "dependent": "Minder dan gemiddeld",
                    "vulnerable": "Wisselend",
                },
                {
                    "label": "Motivatie",
                    "independent": "Hoog, wil snel verder",
                    "dependent": "Laag, ziet weinig haast",
                    "vulnerable": "Wisselend",
                },
                {
                    "label": "Kijk op schulden",
                    "independent": "Vindt schulden niet gewoon",
                    "dependent": "Vindt schulden gewoon",
                    "vulnerable": "Wisselend",
                },
                {
                    "label": "Tempo",
                    "independent": "Snel door alle stappen",
                    "dependent": "Langzaam, ook aan het begin",
                    "vulnerable": "Snel overzicht, langzaam naar balans",
                },
                {
                    "label": "Wat helpt",
                    "independent": "Ruimte en een vlot proces",
                    "dependent": "Praktische steun en coaching, met duidelijke doelen",
                    "vulnerable": "Veel contact, perspectief, en één regisseur tussen partners",
                },
            ),
            start=1,
        )
    ],
}
CLIENT_TYPES_TEXT = (
    "<h2>Een hulpmiddel, geen stempel</h2><p>De typen helpen om vroeg te kiezen hoeveel steun "
    "iemand nodig heeft. De hulpverlener kijkt zelf, naast een korte vragenlijst. Een klant kan in "
    "de loop van de tijd bij een ander type gaan horen.</p>"
)

REPORTS_SUMMARY = "Wat gemeenten samen hebben gemeten, met de conclusie als titel."
REPORT_SUMMARY = (
    "Hoe beleven klanten elke stap van schuldhulp, en wat bereiken gemeenten? Vijf inzichten uit "
    "een looptijd van meten."
)
REPORT_INTRODUCTION = (
    "<p>Zes gemeenten hebben gemeten hoe het met hun klanten ging, van de intake tot de "
    "uitstroom. De klanten vulden om de twee weken een korte vragenlijst in. De hulpverleners "
    "hielden bij wat er per stap bereikt werd. Dit rapport legt die twee naast elkaar.</p>"
)
# Numbers stand in the figures alone, which take them from the release; texts name none.
CHAPTERS = (
    {
        "subject": "Beleving door het proces",
        "conclusion": "Stress daalt na de intake en loopt weer op als de schulden in beeld zijn",
        "body": (
            ("chart", "stress_by_step"),
            ("chart", "stress_change_after_step"),
            (
                "text",
                "<ul><li>Bij de intake is de stress hoog. Als inkomsten en uitgaven in beeld "
                "komen, daalt die.</li><li>Daarna volgt een tweede piek: dan moet er bezuinigd "
                "worden, en ziet de klant hoe groot de schuld is.</li></ul>",
            ),
            ("chart", "feeling_by_step"),
            (
                "text",
                "<p>Ook het gevoel wordt op dat moment vaker negatief. Klanten voelen zich dan "
                "vaker moedeloos, bang, bedroefd of boos. Na die stap keert het.</p>",
            ),
            ("chart", "helped_by_phase"),
            ("chart", "knows_what_to_do_by_phase"),
            (
                "text",
                "<p>Klanten zijn aan het einde meer tevreden over de hulp dan aan het begin. Aan "
                "het begin is dus het meeste te winnen.</p>",
            ),
        ),
        "footnotes": (
            "Een klant telt in elke stap één keer mee, met het gemiddelde van zijn antwoorden.",
        ),
    },
    {
        "subject": "Instroom",
        "conclusion": "Geldproblemen raken het hele leven van bijna iedereen die zich meldt",
        "body": (
            ("chart", "influence_at_start"),
            (
                "callout",
                {
                    "title": "Wat dit vraagt van het eerste gesprek",
                    "text": "<p>Wie zoveel onrust voelt, onthoudt weinig van uitleg over regels. "
                    "Begin met luisteren, en schrijf op wat de volgende stap is.</p>",
                },
            ),
            ("chart", "feeling_groups_at_start"),
            (
                "text",
                "<p>Toch begint ruim de helft met een positief gevoel. Wie hulp vraagt, is vaak "
                "ook opgelucht en hoopt op een oplossing.</p>",
            ),
            ("chart", "debt_duration"),
            (
                "text",
                "<p>De meeste klanten hebben hun schulden al jaren. Wie vroeg een signaal krijgt, "
                "kan eerder beginnen.</p>",
            ),
        ),
    },
    {
        "subject": "Intake en screening",
        "conclusion": "Balans hangt sterk af van het type klant, en de hulp volgt dat nog niet",
        "body": (
            ("chart", "client_types"),
            ("chart", "iu_in_balance_by_week_by_type"),
            (
                "text",
                "<ul><li>Zelfstandige klanten hebben hun inkomsten en uitgaven veel vaker snel in "
                "balans dan de andere twee typen.</li><li>De lijnen van afhankelijke en kwetsbare "
                "klanten liggen dicht bij elkaar.</li></ul>",
            ),
            ("chart", "success_by_type"),
            ("chart", "deployed_by_type_and_category"),
            (
                "text",
                "<p>Kwetsbare klanten krijgen de meeste soorten hulp. Afhankelijke klanten krijgen "
                "naar verhouding weinig, terwijl hun resultaat ook achterblijft.</p>",
            ),
        ),
        "footnotes": ("De hulpverlener kiest het klanttype bij de intake.",),
    },
    {
        "subject": "Resultaten en uitstroom",
        "conclusion": "Overzicht lukt vaak binnen drie maanden, maar gemeenten verschillen veel",
        "body": (
            ("chart", "iu_in_view_by_week"),
            (
                "text",
                "<p>De lijn stijgt vooral in de eerste weken. Wie dan geen overzicht heeft, krijgt "
                "het later veel minder vaak.</p>",
            ),
            ("bars", "iu_in_balance_within_91:all"),
            ("scatter", ("deployed_by_category:administrative", "iu_in_view_within_91:all")),
            ("chart", "iu_in_view_by_administrative_help_adjusted"),
            (
                "text",
                "<p>Hulp bij post en aanvragen gaat samen met sneller overzicht: tussen gemeenten, "
                "en ook tussen klanten die op elkaar lijken. Dat bewijst niet dat de hulp de "
                "oorzaak is. Het is wel een reden om het te proberen en te blijven meten.</p>",
            ),
            ("chart", "stabilisation_time"),
            (
                "text",
                "<p>De tijd tot een succesvol einde loopt ver uiteen. Een vaste termijn past dus "
                "niet bij iedereen.</p>",
            ),
            ("chart", "success_reasons"),
        ),
        "footnotes": (
            "Binnen drie maanden is overal binnen dertien weken.",
            "I/U is de afkorting van inkomsten en uitgaven.",
        ),
    },
    {
        "subject": "Uitval",
        "conclusion": "Klanten stoppen vooral vlak na de intake en vlak voor de regeling",
        "body": (
            ("chart", "steps_entered"),
            ("chart", "drop_out_reasons"),
            (
                "text",
                "<p>Aan het begin verdwijnen klanten vaak stil: ze komen niet meer. Aan het eind "
                "kiezen ze er bewust voor om te stoppen, omdat een regeling hun te zwaar is. Dat "
                "vraagt om een ander gesprek op een ander moment.</p>",
            ),
            ("chart", "helped_by_outcome"),
            ("chart", "attitude_by_outcome"),
            (
                "text",
                "<p>Wie stopt, voelde zich minder goed geholpen en was vanaf het begin minder "
                "gemotiveerd. In wat mensen kunnen, is er geen duidelijk verschil. Aandacht en "
                "vertrouwen lijken hier dus meer te vragen dan uitleg.</p>",
            ),
            (
                "quote",
                {
                    "text": "Sinds we bellen na een gemiste afspraak, komt een deel gewoon terug.",
                    "name": "Noor",
                    "organisation": "hulpverlener in Waterveen (verzonnen)",
                },
            ),
        ),
    },
)
COLOPHON = (
    "<p>Dit rapport hoort bij een demonstratie van Klantmonitor. Alle gemeenten, klanten en "
    "cijfers zijn verzonnen. De rekenwijze staat bij elke grafiek.</p>"
)

WEBINARS_SUMMARY = "Een uur over één inzicht, met ruimte voor vragen. Iedereen is welkom."
WEBINAR_SUMMARY = (
    "Waarom haken klanten af vlak na de intake, en wat kun je in dat eerste gesprek anders doen?"
)
WEBINAR_BODY = (
    "<p>Uit de metingen blijkt dat de meeste klanten die stoppen, dat in de eerste weken doen. In "
    "dit webinar kijken we wat gemeenten doen om in die weken vertrouwen te winnen.</p>"
)
AGENDA = (
    {"time": "10.00", "title": "Welkom", "text": "Waarom we beleving en resultaat samen meten."},
    {
        "time": "10.10",
        "title": "Drie inzichten uit het rapport",
        "text": "Verschil tussen klanten, hulp bij post en aanvragen, en uitval bij de start.",
    },
    {"time": "10.40", "title": "Stelling en gesprek", "text": "Jullie ervaringen met de intake."},
    {"time": "11.05", "title": "Wat we meenemen", "text": ""},
)
SPEAKERS = (
    {"name": "Sam de Programmamaker", "role": "programmaleider", "organisation": "Klantmonitor"},
    {"name": "Tess Baars", "role": "teamleider", "organisation": "gemeente Waterveen"},
)
PARTICIPANTS = (
    "Heidestein",
    "Lindehaven",
    "Oosterduin",
    "Rietmeer",
    "Waterveen",
    "Zandbergen",
)
POLLS = (
    {
        "question": "Werken met verschillende behandelpaden is voor onze gemeente …",
        "kind": "choice",
        "options": [
            ("Nu niet haalbaar", "We hebben te weinig mensen of klanten.", 3),
            ("Iets om te proberen", "We zien wat erin, maar zijn nog niet begonnen.", 9),
            ("Al gewoon", "We kiezen bij de intake een pad.", 5),
        ],
    },
    {
        "question": "Een intake hoort eerst over vertrouwen te gaan, en daarna pas over papieren",
        "kind": "statement",
        "options": [
            ("Eens", "Nu is het gesprek te vaak een lijst afvinken.", 11),
            ("Oneens", "Snel overzicht geeft ook rust.", 4),
        ],
    },
)

ARTICLES_SUMMARY = "Wat we hebben uitgezocht, en wat je ermee kunt."
ARTICLES = (
    {
        "slug": "een-telefoontje-in-de-eerste-week",
        "title": "Een telefoontje in de eerste week",
        "summary": "Klanten die kort na de intake iets horen, weten beter waar ze aan toe zijn.",
        "body": (
            (
                "text",
                "<p>Na de intake is het vaak een tijd stil. De gemeente zoekt dingen uit, de "
                "klant wacht. Juist in die weken groeit de twijfel: ben ik wel aan de beurt, heb "
                "ik iets verkeerd gedaan?</p><h2>Kort en vast</h2><p>Een vast belmoment helpt. Het "
                "hoeft niet lang te duren. Zeg wat er gedaan is, wat er nu komt, en vraag hoe het "
                "gaat.</p>",
            ),
            ("chart", "drop_out_by_step"),
            (
                "callout",
                {
                    "title": "Probeer dit",
                    "text": "<ul><li>Spreek bij de intake af wanneer je belt.</li><li>Bel ook als "
                    "er niets nieuws is.</li><li>Schrijf de volgende stap op in één zin.</li></ul>",
                },
            ),
        ),
    },
    {
        "slug": "rust-door-overzicht",
        "title": "Overzicht geeft rust, maar niet meteen",
        "summary": "Als alle schulden op tafel liggen, schrikken veel klanten. Bereid ze voor.",
        "body": (
            (
                "text",
                "<p>Overzicht is een doel van de eerste maanden. Toch neemt de onrust bij veel "
                "klanten eerst toe. De brieven zijn open, het bedrag staat er, en een oplossing is "
                "er nog niet.</p><h2>Vertel het vooraf</h2><p>Zeg dat dit moment komt. Plan een "
                "afspraak kort erna, en laat zien wat er al gelukt is.</p>",
            ),
            ("chart", "unrest_by_step"),
        ),
    },
)

COMMUNITY_SUMMARY = (
    "Hier leren hulpverleners en beleidsadviseurs van gemeenten van elkaar, thema voor thema."
)
COMMUNITY_TEXT = (
    "<p>Breng een vraag in, vertel wat je probeert, of reageer op een collega. Eén regel geldt "
    "altijd: schrijf niets waaraan een klant te herkennen is.</p>"
)
THEME_SUMMARY = "Hoe zorg je dat een klant na het eerste gesprek terugkomt?"
THEME_TEXT = (
    "<p>De eerste weken zijn spannend. Klanten schamen zich, zijn bang, of hebben eerder slechte "
    "ervaringen gehad. Wat doe je in de intake om vertrouwen te winnen, en hoe merk je dat het "
    "lukt?</p><h2>Vragen om over na te denken</h2><ul><li>Wat is het eerste dat jij vraagt?</li>"
    "<li>Wat weet de klant als die de deur uitgaat?</li><li>Wie belt er als iemand niet "
    "verschijnt?</li></ul>"
)
TOPIC_TITLE = "Wat doen jullie als iemand na de intake niet meer komt?"
TOPIC_TEXT = (
    "Bij ons zien we dat een deel van de klanten na de intake **niets meer laat horen**. Een "
    "brief sturen helpt nauwelijks.\n\nWij proberen nu:\n\n- bellen op de dag zelf\n- een bericht "
    "met alleen een nieuwe tijd\n\nWat werkt bij jullie?"
)
TOPIC_REPLY = (
    "Herkenbaar. Wij vragen al in de intake: *hoe wil je dat ik contact zoek als het even niet "
    "lukt?* Veel mensen noemen dan zelf een manier die past. Daarna is de stap om terug te komen "
    "kleiner."
)
