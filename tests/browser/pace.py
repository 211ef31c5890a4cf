"""How long a client takes over a questionnaire, by a model of a slow reader; nobody waits for it.

Reading. Adults read aloud 184 words a minute, the mean of seventeen languages, and need 68 ms a
character in the alphabetic ones (Trauzettel-Klosinski and Dietz 2012, doi:10.1167/iovs.11-8284);
silently they read 238 (Brysbaert 2019, doi:10.1016/j.jml.2019.104047, who finds readers of a second
language slower). Our reader is slower than that reading aloud: 150 words a minute, and as much
slower a character; of the two sums the longer counts, since words are longer in some languages.
Words that stood on an earlier screen (the same scale, the buttons) are recognised, not read
again; of "Vraag 3 van 8" the number is read.

Acting. A second to choose and half a second for each of two taps, on the answer and on Volgende:
figures of our own, nobody measured them on clients.
"""

WORDS_A_MINUTE = 150
SECONDS_A_CHARACTER = 0.068 * 184 / WORDS_A_MINUTE
CHOOSING, TAPPING = 1.0, 0.5


def reading(texts) -> float:
    """Seconds for these texts."""
    texts = list(texts)
    words = sum(len(text.split()) for text in texts)
    characters = sum(len(text) for text in texts)
    return max(words * 60 / WORDS_A_MINUTE, characters * SECONDS_A_CHARACTER)


def answering(screens, *, read_before=(), load: float) -> float:
    """Seconds from the first question on the screen until the last answer is kept.

    `screens` has a list of texts per question, `load` is how many seconds a page takes to come."""
    known = {_shape(text) for text in read_before}
    unread = []
    for texts in screens:
        for text in texts:
            if _shape(text) not in known:
                unread.append(text)
            elif any(letter.isdigit() for letter in text):
                unread += [word for word in text.split() if word.isdigit()][:1]
        known |= {_shape(text) for text in texts}
    each = CHOOSING + 2 * TAPPING + load
    return reading(unread) + len(screens) * each


def _shape(text: str) -> str:
    """The text without its numbers, by which a reader recognises it."""
    return "".join(letter for letter in text if not letter.isdigit())
