"""Clients and their participation, trajectories, what happens in them and what is decided about
them; and how the municipality calls the steps."""

from .clients import Client, Participation
from .contacts import Contact
from .decisions import RemovedDeployment, Transfer, TypeDecision
from .events import Deployment, Ending, Milestone, Pause
from .goals import Goal, Through
from .labels import OwnLabel
from .trajectories import Trajectory, TrajectoryClient

__all__ = [
    "Client",
    "Contact",
    "Deployment",
    "Ending",
    "Goal",
    "Milestone",
    "OwnLabel",
    "Participation",
    "Pause",
    "RemovedDeployment",
    "Through",
    "Trajectory",
    "TrajectoryClient",
    "Transfer",
    "TypeDecision",
]
