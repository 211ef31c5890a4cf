"""What the demo's clients say in their own words: made up, of nobody, without names.

Short and simple, as people type on a phone. Nothing in the first two lists points at danger; in
`WORRYING` something does, so that the safety net can be seen.
"""

# To the municipality, with the emotion that a reader would find in it ("" where none is coded yet).
TO_MUNICIPALITY: tuple[tuple[str, str], ...] = (
    ("Fijn dat ik nu één persoon heb die ik kan bellen.", "relief"),
    ("Ik ben blij dat er nu rust is. Er komt minder post.", "relief"),
    ("Dank voor de hulp. Ik slaap weer beter.", "relief"),
    ("Ik ben opgelucht dat alles op een rij staat.", "relief"),
    ("Bedankt dat jullie met de woningbouw hebben gebeld.", "relief"),
    ("Het was fijn dat de afspraak bij mij thuis kon.", "relief"),
    ("Ik ben blij met de hulp bij de toeslagen. Alleen wist ik niet dat dit bestond.", "relief"),
    ("Het duurt lang voor ik iets hoor van de schuldeisers.", "duration"),
    ("Ik wacht al zes weken op een brief. Laat even weten waarom.", "duration"),
    ("Ik moest lang wachten op de eerste afspraak. Daarna ging het goed.", "duration"),
    ("De brieven zijn moeilijk. Kan het in gewone woorden?", ""),
    ("Ik moest twee keer dezelfde papieren opsturen.", "despondency"),
    ("Er was te veel post. Samen openmaken hielp mij echt.", "despondency"),
    ("Er stond een fout in mijn gegevens. Die is snel hersteld.", "errors"),
    ("Op de website staat een verkeerd telefoonnummer.", "errors"),
    ("Ik schaamde mij in het begin. Dat hoeft niet, zeg ik nu tegen anderen.", "shame"),
    ("Ik durfde niet te bellen. Had ik het maar eerder gedaan.", "fear_start"),
    ("De drempel was hoog. De vrouw aan de balie was heel vriendelijk.", "fear_start"),
    ("Ik ben nog bang voor de deurwaarder, maar minder dan eerst.", "fear"),
    ("Kan een afspraak ook in de avond? Ik werk overdag.", ""),
    ("De parkeerkosten bij het stadhuis zijn voor mij veel geld.", ""),
    ("Een lijstje met wat ik moet meenemen zou handig zijn.", ""),
    ("Ik kreeg drie verschillende mensen aan de lijn. Eén is beter.", ""),
    ("De cursus over geld was leuk. Ik heb er echt iets aan.", ""),
)

TO_CASEWORKER: tuple[str, ...] = (
    "Dank je wel voor je geduld vorige week.",
    "Het formulier is gelukt. Ik was best trots.",
    "Ik heb de map gemaakt, zoals we hadden afgesproken.",
    "Kun je de volgende keer uitleggen wat de brief van de bank betekent?",
    "Het gaat wat beter. Ik maak de post nu elke week open.",
    "Ik vind het nog lastig om te bellen. Doen we dat samen?",
    "Fijn dat je luistert zonder oordeel.",
    "Ik heb een extra dag werk gekregen. Moet ik dat doorgeven?",
    "De wasmachine is stuk. Ik weet niet hoe ik dat moet betalen.",
    "Soms gaat het me te snel. Mag het iets rustiger?",
    "Mijn zoon helpt nu mee met de computer. Dat scheelt veel.",
    "Ik kan dinsdag niet. Past woensdag ook?",
    "Ik vond het gesprek moeilijk, maar wel goed.",
    "Je zou mij nog bellen over de huur. Vergeet je het niet?",
    "Voor het eerst in maanden hield ik iets over. Tien euro!",
    "Ik snap nu beter waar mijn geld heen gaat.",
)

# Typed today: one that asks for nothing, and one in which the safety net finds something.
FRIENDLY = "Ik heb alle brieven bij elkaar gelegd. Neem ik ze donderdag mee?"
WORRYING = "Alles komt tegelijk. Ik zie het niet meer zitten. Wil je mij bellen?"

# A question that Waterveen asked for a while.
OWN_QUESTION = {
    "nl": "Begrijp je de brieven die je van ons krijgt?",
    "en": "Do you understand the letters that you get from us?",
}
