"""How a client and the start of a trajectory are described (requirements S33-S37, S51-S54)."""

from .text import Term, Text

INFLOW = (
    Term("own_initiative", Text("Eigen initiatief", "Own initiative")),
    Term("early_warning", Text("Vroegsignalering", "Early warning")),
    Term("referral", Text("Doorverwijzing", "Referral")),
)
CLIENT_TYPES = (
    Term("independent", Text("De Zelfstandige", "The independent client")),
    Term("dependent", Text("De Afhankelijke", "The dependent client")),
    Term("vulnerable", Text("De Kwetsbare", "The vulnerable client")),
)
PROBLEM_SEVERITY = (
    Term("none", Text("Geen andere problemen", "No other problems")),
    Term("single", Text("Enkelvoudig", "Single problem")),
    Term("multi", Text("Multiproblematiek", "Multiple problems")),
)
# Completed years: 0-1 is under two years.
DEBT_DURATION = (
    Term("0-1", Text("0 tot 1 jaar", "0 to 1 year")),
    Term("2-3", Text("2 tot 3 jaar", "2 to 3 years")),
    Term("4-5", Text("4 tot 5 jaar", "4 to 5 years")),
    Term("over-5", Text("Langer dan 5 jaar", "Over 5 years")),
)
HINDRANCE = (
    Term("high", Text("Zeer belemmerend", "Strong hindrance")),
    Term("medium", Text("Medium belemmerend", "Some hindrance")),
    Term("low", Text("Weinig belemmerend", "Little hindrance")),
)
SELF_DIRECTION = (
    Term("low", Text("Weinig", "Low")),
    Term("medium", Text("Gemiddeld", "Average")),
    Term("high", Text("Veel", "High")),
)
BANDS = (
    Term("below", Text("Onder gemiddeld", "Below average")),
    Term("above", Text("Boven gemiddeld", "Above average")),
    Term("mixed", Text("Gemengd", "Mixed")),
)
CHANNELS = (
    Term("email", Text("E-mail", "E-mail")),
    Term("sms", Text("Sms", "Text message")),
    Term("whatsapp", Text("WhatsApp", "WhatsApp")),
    Term("assisted", Text("Samen invullen", "Together with someone")),
)
LANGUAGES = (
    Term("nl", Text("Nederlands", "Dutch")),
    Term("nl-easy", Text("Eenvoudig Nederlands", "Easy Dutch")),
    Term("en", Text("Engels", "English")),
    Term("ar", Text("Arabisch", "Arabic")),
    Term("ti", Text("Tigrinya", "Tigrinya")),
    Term("tr", Text("Turks", "Turkish")),
    Term("pl", Text("Pools", "Polish")),
    Term("uk", Text("Oekraïens", "Ukrainian")),
)
TREATMENT_MODELS = (
    Term("financial", Text("Financieel model", "Financial model")),
    Term("parallel", Text("Parallelmodel", "Parallel model")),
    Term("life_domains", Text("Leefgebiedenmodel", "Life domains model")),
)
