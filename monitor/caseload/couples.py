"""Acts on couples: a second client joins a trajectory, or leaves it (A-22)."""

from django.utils.translation import gettext as _

from . import signals
from .acts import Refused, act, locked
from .models import Client, Trajectory, TrajectoryClient


def join(*, by, trajectory: Trajectory, client: Client) -> TrajectoryClient:
    """The partner joins, with questionnaires of their own; joining again changes nothing.

    Refused when there are two already.
    """
    with act(by):
        current = locked(trajectory)
        places = list(TrajectoryClient.objects.filter(trajectory=current))
        for place in places:
            if place.client_id == client.pk:
                return place
        taken = {place.position for place in places}
        if len(taken) >= 2:
            raise Refused("clients", _("Een traject heeft hooguit twee cliënten."))
        place = TrajectoryClient.objects.create(
            trajectory=current, client=client, position=2 if 1 in taken else 1
        )
        signals.client_joined.send(Trajectory, trajectory=current, client=client)
    return place


def known_as(*, number: str, name: str) -> Client:
    """The client who is called so in the trajectory with this number.

    Refused, in the same words whichever of the two is wrong, when there is no such client.
    """
    wanted = " ".join(name.split()).casefold()
    of_number = Client.objects.filter(trajectories__external_id=number.strip())
    found = [client for client in of_number if client.first_name.casefold() == wanted]
    if len(found) != 1:
        raise Refused(
            "number", _("We vinden geen cliënt met dit nummer en deze voornaam. Controleer beide.")
        )
    return found[0]


def leave(*, by, trajectory: Trajectory, client: Client) -> None:
    """One of two leaves the trajectory; what is recorded of them stays, and nothing more is asked.

    The one who stays is the first client. Refused for the only one; leaving twice changes nothing.
    """
    with act(by):
        current = locked(trajectory)
        places = {p.client_id: p for p in TrajectoryClient.objects.filter(trajectory=current)}
        leaving = places.pop(client.pk, None)
        if leaving is None:
            return
        if not places:
            raise Refused("clients", _("Een traject heeft minstens één cliënt."))
        leaving.delete()
        (staying,) = places.values()
        if staying.position != 1:
            staying.position = 1
            staying.save(update_fields=["position"])
        signals.client_left.send(Trajectory, trajectory=current, client=client)
