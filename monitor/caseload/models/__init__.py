"""Clients and their participation, trajectories, milestones, deployments, pauses and endings."""

from .clients import Client, Participation
from .events import Deployment, Ending, Milestone, Pause
from .trajectories import Trajectory, TrajectoryClient

__all__ = [
    "Client",
    "Deployment",
    "Ending",
    "Milestone",
    "Participation",
    "Pause",
    "Trajectory",
    "TrajectoryClient",
]
