"""A webinar as an appointment (RFC 5545)."""

from datetime import UTC


def appointment(webinar, url: str) -> str:
    """An iCalendar file with one event; lines end in CRLF and are at most 75 octets long."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Klantmonitor//Webinars//NL",
        "BEGIN:VEVENT",
        f"UID:webinar-{webinar.pk}@klantmonitor",
        f"DTSTAMP:{_moment(webinar.last_published_at or webinar.starts_at)}",
        f"DTSTART:{_moment(webinar.starts_at)}",
        f"DTEND:{_moment(webinar.ends_at)}",
        f"SUMMARY:{_text(webinar.title)}",
        f"DESCRIPTION:{_text(webinar.summary)}",
        f"LOCATION:{_text(webinar.place)}",
        f"URL:{url}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _moment(moment) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(text: str) -> str:
    for character, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(character, written)
    return text.replace("\r", "")


def _folded(line: str) -> str:
    parts, octets = [""], 0
    for character in line:
        size = len(character.encode())
        if octets + size > 73:
            parts.append("")
            octets = 0
        parts[-1] += character
        octets += size
    return "\r\n ".join(parts)
