"""Clients and their participation, trajectories, milestones, deployments, pauses and endings; and
how the municipality calls the steps."""

from .clients import Client, Participation
from .events import Deployment, Ending, Milestone, Pause
from .labels import OwnLabel
from .trajectories import Trajectory, TrajectoryClient

__all__ = [
    "Client",
    "Deployment",
    "Ending",
    "Milestone",
    "OwnLabel",
    "Participation",
    "Pause",
    "Trajectory",
    "TrajectoryClient",
]
