"""Why a figure is not shown, or is an earlier one, in words."""

from benchmark.standard.text import Term, Text

# Why nothing of a group is shown. A group that is everybody is the country under another name.
FEW_IN_GROUP = Term(
    "few_in_group",
    Text(
        "Nog te weinig gegevens: er zijn te weinig gemeenten in of buiten deze groep",
        "Not enough data yet: there are too few municipalities inside or outside this group",
    ),
)
WITHHELD = (
    Term(
        "few_clients",
        Text(
            "Nog te weinig gegevens: er zijn nog te weinig cliënten",
            "Not enough data yet: there are too few clients",
        ),
    ),
    Term(
        "few_municipalities",
        Text(
            "Nog te weinig gegevens: minder dan vijf gemeenten",
            "Not enough data yet: fewer than five municipalities",
        ),
    ),
    Term(
        "one_dominates",
        Text(
            "Nog te weinig gegevens: één of twee gemeenten bepalen het cijfer",
            "Not enough data yet: one or two municipalities make up the figure",
        ),
    ),
    Term(
        "protects_another",
        Text(
            "Niet getoond, omdat een ander cijfer er anders uit af te leiden is",
            "Not shown, because another figure could be worked out from it",
        ),
    ),
    Term(
        "differencing",
        Text(
            "Niet getoond, omdat het verschil met een eerder cijfer te weinig gemeenten laat zien",
            "Not shown, because the difference with an earlier figure would show too few "
            "municipalities",
        ),
    ),
    Term(
        "national_first",
        Text(
            "Nog te weinig gegevens: het landelijke cijfer komt eerst",
            "Not enough data yet: the national figure comes first",
        ),
    ),
    Term(
        "next_period",
        Text("Telt mee vanaf de volgende periode", "Counts from the next period"),
    ),
    FEW_IN_GROUP,
)
# The reason beside a figure that is shown, but of an earlier set of municipalities.
EARLIER_RELEASE = Term(
    "earlier_release",
    Text(
        "Een eerder cijfer: voor een nieuw cijfer zijn er nog te weinig nieuwe gemeenten",
        "An earlier figure: there are too few new municipalities for a new one yet",
    ),
)
