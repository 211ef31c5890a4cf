"""Which trajectories the board looks at, from the address and by what the reader may see."""

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from monitor.caseload.models import Trajectory
from tenants.access import CASELOAD
from tenants.models import Membership, Role

MINE, TEAM, ALL = "mijn", "team", "alle"


class Choice(forms.Form):
    """The edition and whose clients; the names are those in the address.

    Whose clients is asked of those with a caseload alone: a policy adviser gets numbers about
    everybody.
    """

    looptijd = forms.ChoiceField(label=_("Editie"), required=False)
    wie = forms.ChoiceField(label=_("Van wie"), required=False)

    def __init__(self, data, editions, membership: Membership):
        # What is not in the address stands as it does without a choice.
        self.membership = membership
        self.editions = {edition.slug: edition for edition in editions}
        who = [(MINE, _("Mijn cliënten"))]
        if membership.team:
            who.append((TEAM, _("Mijn team")))
        who.append((ALL, _("Iedereen")))
        usual = MINE if membership.role == Role.CASEWORKER else ALL
        super().__init__({"looptijd": data.get("looptijd", ""), "wie": data.get("wie", usual)})
        self.fields["looptijd"].choices = [
            ("", _("Alle trajecten")),
            *((edition.slug, edition.name) for edition in editions),
        ]
        self.fields["wie"].choices = who
        if not self.may_open:
            del self.fields["wie"]

    @property
    def may_open(self) -> bool:
        """Whether the reader may open client pages, and so may see which trajectories these are."""
        return self.membership.role in CASELOAD

    @property
    def address(self) -> dict[str, str]:
        """The choice as it stands in an address."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    def trajectories(self) -> QuerySet[Trajectory]:
        """The chosen ones; the form is valid."""
        found = Trajectory.objects.all()
        edition = self.editions.get(self.cleaned_data["looptijd"])
        if edition is not None:
            found = found.started_within(edition)
        who = self.cleaned_data.get("wie", ALL)
        if who == MINE:
            return found.of_caseworker(self.membership.account_id)
        if who == TEAM:
            team = self.membership.team
            return found.filter(team=team) if team else found.none()
        return found
