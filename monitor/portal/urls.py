"""Addresses of the portal on a municipality's host. All are for the client with a link."""

from django.urls import path

from .views import contact, data, entering, following, saving, speaking

app_name = "portal"
urlpatterns = [
    # Below the questionnaire's own path: here the pass of the link is still sent along.
    path("vragenlijst/mijn/", entering.ask, name="ask"),
    path("mijn/code/", entering.code, name="code"),
    path("mijn/uit/", entering.leave, name="leave"),
    path("mijn/taal/", speaking.language, name="language"),
    path("mijn/", following.line, name="line"),
    path("mijn/niet-ingevuld/<uuid:pk>/", following.why_not, name="why_not"),
    path("mijn/bel-mij/", following.call_me, name="call_me"),
    path("mijn/doelen/", following.goals, name="goals"),
    path("mijn/doelen/<uuid:pk>/", following.say_of_goal, name="say_of_goal"),
    path("mijn/gehoord/", following.heard, name="heard"),
    path("mijn/gehoord/<uuid:pk>/", following.tell, name="tell"),
    path("mijn/sparen/", saving.savings, name="savings"),
    path("mijn/gegevens/", data.data, name="data"),
    path("mijn/gegevens/bestand.json", data.as_json, name="json"),
    path("mijn/gegevens/bestand.pdf", data.as_pdf, name="pdf"),
    path("mijn/gegevens/keuze/", data.choose, name="choose"),
    path("mijn/gegevens/contact/", contact.contact, name="contact"),
    path("mijn/gegevens/adres/code/", contact.confirm_address, name="confirm_address"),
    path("mijn/gegevens/adres/<slug:channel>/", contact.new_address, name="new_address"),
    path("mijn/stoppen/", data.stop, name="stop"),
]
