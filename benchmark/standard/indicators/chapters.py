"""The five chapters of the report (S23) and the sections that their figures stand in."""

from ..text import Term, Text

CHAPTERS = (
    Term("experience", Text("Beleving door het proces", "Experience through the process")),
    Term("inflow", Text("Instroom", "Inflow")),
    Term("screening", Text("Intake en screening", "Intake and screening")),
    Term("results", Text("Resultaten en uitstroom", "Results and outflow")),
    Term("drop_out", Text("Uitval", "Drop-out")),
)

# In the order of the pages; the first part of the code is the chapter.
SECTIONS = (
    Term("experience.course", Text("Hoe het gevoel verandert", "How feelings change")),
    Term("experience.approach", Text("Hoe de hulp aankomt", "How the help comes across")),
    Term("experience.whole", Text("Over het hele proces", "Over the whole process")),
    Term("experience.types", Text("Per klanttype", "By client type")),
    Term("inflow.who", Text("Wie er binnenkomt", "Who comes in")),
    Term("inflow.start", Text("Hoe cliënten beginnen", "How clients start")),
    Term(
        "inflow.early",
        Text("Vroegsignalering en eigen initiatief", "Early warning and own initiative"),
    ),
    Term("screening.types", Text("Klanttypen", "Client types")),
    Term("screening.speed", Text("Snelheid per klanttype", "Speed by client type")),
    Term("screening.result", Text("Resultaat per klanttype", "Result by client type")),
    Term("screening.help", Text("Hulp per klanttype", "Help by client type")),
    Term("screening.paths", Text("Onze behandelpaden", "Our treatment paths")),
    Term("results.overview", Text("Overzicht en balans", "Overview and balance")),
    Term("results.outflow", Text("Uitstroom", "Outflow")),
    Term("results.time", Text("Doorlooptijd", "Lead time")),
    Term("results.help", Text("Welke hulp er is", "Which help there is")),
    Term("results.association", Text("Hulp en resultaat", "Help and result")),
    Term("drop_out.how_many", Text("Hoeveel en waar", "How many and where")),
    Term("drop_out.why", Text("Waarom", "Why")),
    Term("drop_out.who", Text("Wie", "Who")),
    Term("drop_out.felt", Text("Hoe zij het ervoeren", "How they experienced it")),
)
