"""What may leave the pool: the rules of disclosure, as pure functions over plain values.

The rules guard one municipality's figures against everybody, against another contributor who
knows its own share, and against whoever combines two releases. Sources: output rules of ABS,
Bundesbank and OpenSAFELY, and the SDC Handbook (2024) for dominance and secondary suppression.

**The one idea.** Call municipalities that stand in exactly the same released sets of a period an
*atom*. Every released number is a sum in which the members of an atom have the same weight, so
whatever anybody derives from all releases together is a combination of sums over atoms. Therefore
a set is released only when every atom has five members and, in every cell that is shown, each
atom's share of the cell could have been published by itself. Unions of publishable sums are
publishable, so nothing that can be derived is worse than what is shown.

**Two consequences.** Cells of a breakdown add up to a total that is published elsewhere. So the
cells of a breakdown move to new members together or not at all, what is shown the first time
stays the list of what is shown in that period, a group shows no cell that another group withholds,
and what is withheld is, taken together, large enough to be published: that is why one withheld cell
withholds a second.

**Means of municipalities and points.** Whoever knows every base reads a mean of municipalities as
one more sum, in which each weighs one over its base. Beside a pooled sum that cancels all who have
the same base, so what would be left over may not be one or two (`tells_few`). A point of a
consenting municipality is its own value: what is then left of every sum is nobody, or could have
been published by itself (`point_holders`), also of a sum that comes out later, of whatever cell
(`points_hide`). See docs/decisions/0007-unweighted-means-and-points.md.

Limits: exact linear derivation only, with rounding on top; this is not differential privacy. The
base of a mean or a curve is the clients in it; dominance is judged on that base.
"""

from .beside import Pointed, tells_few
from .decisions import decide
from .floors import (
    BASE_FLOOR,
    COHORT_FLOOR,
    INTERNAL_FLOOR,
    MEMBERS,
    POINT_FLOOR,
    UNWEIGHTED_FLOOR,
)
from .labels import base_band, contributor_band, round_people, share_label
from .ledger import (
    BY_CLIENTS,
    BY_MUNICIPALITIES,
    BY_POINTS,
    NATIONAL,
    Decision,
    Key,
    Ledger,
    Released,
    atoms,
)
from .points import point_holders, points_may_move
from .sums import cell_reason, participants, publishable_without_any
from .words import EARLIER_RELEASE, FEW_IN_GROUP, WITHHELD

__all__ = [
    "BASE_FLOOR",
    "BY_CLIENTS",
    "BY_MUNICIPALITIES",
    "BY_POINTS",
    "COHORT_FLOOR",
    "Decision",
    "EARLIER_RELEASE",
    "FEW_IN_GROUP",
    "INTERNAL_FLOOR",
    "Key",
    "Ledger",
    "MEMBERS",
    "NATIONAL",
    "POINT_FLOOR",
    "Pointed",
    "Released",
    "UNWEIGHTED_FLOOR",
    "WITHHELD",
    "atoms",
    "base_band",
    "cell_reason",
    "contributor_band",
    "decide",
    "participants",
    "point_holders",
    "points_may_move",
    "publishable_without_any",
    "round_people",
    "share_label",
    "tells_few",
]
