"""Making a project and what belongs to it from the start, part by part."""

from collections.abc import Sequence

import msgspec

from dayloom import records
from dayloom.billable_rates import service as billable_rates
from dayloom.composite.parts import part
from dayloom.composite.schemas import CreatedProject, ProjectWithParts
from dayloom.context import Context
from dayloom.fields import UNSET
from dayloom.milestones import service as milestones
from dayloom.milestones.queries import MILESTONES
from dayloom.milestones.schemas import MilestoneInput
from dayloom.projects import members, rates
from dayloom.projects import service as projects
from dayloom.projects.rated import RATED
from dayloom.rates.queries import dated, of_project
from dayloom.rates.rules import Owner


def create(ctx: Context, asked: ProjectWithParts) -> CreatedProject:
    """A project with its parts. Raises what making them one by one raises, naming the part."""
    with part("project"):
        project_id = projects.create(ctx, asked.project)
    if asked.members is not UNSET:
        with part("members"):
            members.add(ctx, project_id, asked.members)
    own, billable = [], []
    for index, rate in enumerate(asked.rates or ()):
        with part(f"rates[{index}]"):
            own.append(of_project(rates.set_rate(ctx, project_id, rate)))
    for index, price in enumerate(asked.billable_rates or ()):
        with part(f"billable_rates[{index}]"):
            billable.append(dated(billable_rates.set_rate(ctx, Owner(project_id), price)))
    made = _milestones(ctx, project_id, asked.milestones or ())
    return CreatedProject(
        project=records.get(ctx, RATED, project_id),
        milestones=MILESTONES.load(ctx, made),
        rates=own,
        billable_rates=billable,
    )


def _milestones(ctx: Context, project_id: int, new: Sequence[MilestoneInput]) -> list[int]:
    """They are of this project, whatever others they are of."""
    made = []
    for index, one in enumerate(new):
        others = [] if one.project_ids is UNSET else one.project_ids
        with part(f"milestones[{index}]"):
            of_project_too = msgspec.structs.replace(one, project_ids=sorted({*others, project_id}))
            made.append(milestones.create(ctx, of_project_too))
    return made
