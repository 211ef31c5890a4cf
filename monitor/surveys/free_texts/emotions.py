"""The emotions that a text is coded to by hand (S39), with words that suggest each (R36).

A suggestion is shown beside the box and never ticked: a person reads and decides.
"""

from dataclasses import dataclass

from benchmark.standard.text import Term, Text

from .phrases import Phrases


@dataclass(frozen=True)
class Emotion(Term):
    """A code with the words that suggest it."""

    words: Phrases = Phrases()


EMOTIONS = (
    Emotion(
        "fear_start",
        Text("Angst bij de aanmelding", "Fear when registering"),
        Phrases("durfde niet", "drempel", "eng om", "bang om te bellen", "scared to call"),
    ),
    Emotion(
        "despondency",
        Text("Moedeloosheid bij het maken van overzicht", "Despondency while getting an overview"),
        Phrases(
            "moedeloos*", "papieren", "overzicht", "zie het niet meer", "te veel post", "paperwork"
        ),
    ),
    Emotion(
        "errors",
        Text("Frustratie door fouten", "Frustration about errors"),
        Phrases("fout*", "verkeerd*", "klopt niet", "niet betaald", "mistake*", "wrong"),
    ),
    Emotion(
        "duration",
        Text("Frustratie omdat het zo lang duurt", "Frustration because it takes so long"),
        Phrases(
            "duurt", "wacht*", "lang", "maanden", "geduld", "waiting", "takes long", "too long"
        ),
    ),
    Emotion(
        "shame",
        Text("Schaamte", "Shame"),
        Phrases("schaam*", "schamen", "beschaamd", "asham*"),
    ),
    Emotion("fear", Text("Angst", "Fear"), Phrases("bang", "angst*", "deurwaarder*", "afraid")),
    Emotion(
        "relief",
        Text("Opluchting of dank", "Relief or thanks"),
        Phrases("opgelucht", "dank*", "bedankt", "blij", "fijn", "thank*", "relieved"),
    ),
    Emotion("other", Text("Iets anders", "Something else")),
)
CODES = tuple(emotion.code for emotion in EMOTIONS)


def suggested(text: str) -> set[str]:
    """The codes of which a word stands in the text."""
    return {emotion.code for emotion in EMOTIONS if emotion.words.stand_in(text)}
