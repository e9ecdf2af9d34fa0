"""A task list in Django REST as one would write it: models, nested serializers, prefetching, tokens, pages with totals.

`python django_tasks.py TASKS ENTRIES` fills its database once and prints a token; `application` is for gunicorn. It
serves what Dayloom's list has of such a data set: project with client, status, tags, assignees, parent and totals.
"""

import os
import sys
from datetime import UTC, datetime
from itertools import islice
from random import Random
from typing import Any

import django
from django.conf import settings

NAME = os.environ["DJANGO_DATABASE"]
sys.modules["django_tasks"] = sys.modules[__name__]  # an application of one module, also when run as a script
if not settings.configured:
    settings.configure(
        SECRET_KEY="measured on one machine alone",  # noqa: S106
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF=__name__,
        USE_TZ=True,
        TIME_ZONE="UTC",
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": NAME, "CONN_MAX_AGE": None}},
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "rest_framework.authtoken",
            "django_tasks",
        ],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        REST_FRAMEWORK={
            "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.TokenAuthentication"],
            "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
            "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        },
    )
    django.setup()

from django.contrib.auth.models import User  # noqa: E402 - Django's models need its settings
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import connection, models  # noqa: E402
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum  # noqa: E402
from django.http import HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402
from rest_framework import generics, pagination, serializers  # noqa: E402
from rest_framework.authtoken.models import Token  # noqa: E402

from dayloom.bench.rules import PEOPLE, TASKS_A_PROJECT, Workspace, parents, shares  # noqa: E402


class Named(models.Model):
    """What has a name."""

    name = models.TextField()

    class Meta:
        abstract = True
        app_label = "django_tasks"


class Client(Named):
    """Whom a project is for."""


class Project(Named):
    """What tasks are in."""

    client = models.ForeignKey(Client, models.PROTECT, null=True)


class Status(Named):
    """How far a task is."""

    type = models.TextField()


class Tag(Named):
    """A word on a task."""

    color = models.TextField(null=True)


class Task(Named):
    """A task with the fields that a data set fills."""

    creator = models.ForeignKey(User, models.PROTECT, related_name="+")
    status = models.ForeignKey(Status, models.PROTECT)
    project = models.ForeignKey(Project, models.PROTECT, null=True)
    parent = models.ForeignKey("Task", models.PROTECT, null=True, related_name="children")
    tags = models.ManyToManyField(Tag)
    assignees = models.ManyToManyField(User)
    position = models.BigIntegerField()
    priority = models.SmallIntegerField()
    start_date = models.DateField(null=True)
    end_date = models.DateField(null=True)
    estimated_mins = models.BigIntegerField(null=True)
    private = models.BooleanField()
    pinned = models.BooleanField()
    status_updated_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "django_tasks"
        indexes = [models.Index(fields=["position", "-created_at", "-id"], name="task_order")]  # noqa: RUF012


class Entry(models.Model):
    """Tracked time."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="entries")
    duration = models.BigIntegerField()

    class Meta:
        app_label = "django_tasks"


def fields_of(kind: type[models.Model], *names: str) -> type[serializers.ModelSerializer]:
    """A serializer of these fields."""
    meta = type("Meta", (), {"model": kind, "fields": ("id", *names)})
    return type(f"{kind.__name__}Serializer", (serializers.ModelSerializer,), {"Meta": meta})


OWN = tuple(field.name for field in Task._meta.fields if field.name not in ("id", "status", "project", "parent"))


class ProjectSerializer(serializers.ModelSerializer):
    """A project with its client."""

    client = fields_of(Client, "name")()

    class Meta:
        model = Project
        fields = ("id", "name", "client")


class TaskSerializer(serializers.ModelSerializer):
    """A task with everything around it, and its totals."""

    project = ProjectSerializer()
    status = fields_of(Status, "name", "type")()
    tags = fields_of(Tag, "name", "color")(many=True)
    parent = fields_of(Task, *OWN)()
    children_count = serializers.IntegerField()
    children_done = serializers.IntegerField()
    entries_count = serializers.IntegerField()
    tracked_secs = serializers.IntegerField()

    class Meta:
        model = Task
        fields = (
            "id",
            *OWN,
            "project",
            "status",
            "parent",
            "tags",
            "assignees",
            "children_count",
            "children_done",
            "entries_count",
            "tracked_secs",
        )


def total(of: Any, link: str, value: Any) -> Any:
    """One number over the rows that belong to a task."""
    return Subquery(of.filter(**{link: OuterRef("id")}).order_by().values(link).annotate(n=value).values("n"))


class Pages(pagination.PageNumberPagination):
    """Numbered pages with a total."""

    page_size_query_param = "per_page"


class TaskList(generics.ListAPIView):
    """`GET /tasks`."""

    serializer_class = TaskSerializer
    pagination_class = Pages

    def get_queryset(self) -> QuerySet[Task]:
        """With everything fetched that is served."""
        children, entries = Task.objects.all(), Entry.objects.all()
        found = Task.objects.filter(archived_at=None).select_related("project__client", "status", "parent")
        return (
            found.prefetch_related("tags", "assignees")
            .annotate(
                children_count=total(children, "parent", Count("id")),
                children_done=total(children, "parent", Count("id", filter=Q(status__type="done"))),
                entries_count=total(entries, "task", Count("id")),
                tracked_secs=total(entries, "task", Sum("duration")),
            )
            .order_by("position", "-created_at", "-id")
        )


urlpatterns = [path("tasks", TaskList.as_view()), path("", lambda _: HttpResponse("here"))]
application = get_wsgi_application()


def fill(task_count: int, entry_count: int) -> None:
    """The same rows as `dayloom bench-data` makes."""
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        for kind in (Client, Project, Status, Tag, Task, Entry):
            editor.create_model(kind)
    people = [User.objects.create(username=f"person {number}") for number in range(PEOPLE)]
    states = [Status.objects.create(name=kind, type=kind) for kind in ("todo", "in_progress", "done")]
    tags = [Tag.objects.create(name=f"tag {number}") for number in range(30)]
    clients = [Client.objects.create(name=f"client {number}") for number in range(20)]
    chance = Random(2153)  # noqa: S311
    ids = [[one.id for one in some] for some in (people, states, tags)]
    workspace = Workspace(chance, datetime.now(UTC).replace(microsecond=0), *ids)
    sizes = shares(task_count, max(1, task_count // TASKS_A_PROJECT))
    number = 0
    for project_number, size in enumerate(sizes):
        project = Project.objects.create(name=f"project {project_number}", client=chance.choice(clients))
        first, made = number + 1, []
        for parent in parents(chance, size):
            made_at = workspace.moment(number, task_count)
            row = workspace.task(number, made_at, project.id, None if parent is None else first + parent)
            own = {name: row[name] for name in OWN if name not in ("creator", "status")}
            refers = {"creator_id": row["toggl_user_id"], "status_id": row["status_id"], "project": project}
            number += 1
            made.append(Task(id=number, parent_id=row["parent_task_id"], **own, **refers))
        Task.objects.bulk_create(made, batch_size=500)
    links = [
        (Task.tags.through, "tag_id", workspace.some_tags),
        (Task.assignees.through, "user_id", workspace.some_people),
    ]
    for through, name, some in links:
        rows = (through(task_id=task, **{name: one}) for task in range(1, number + 1) for one in some())
        through.objects.bulk_create(rows, batch_size=5_000)
    entries = (Entry(task_id=1 + int(number * chance.random()), duration=900) for _ in range(entry_count))
    while chunk := list(islice(entries, 5_000)):
        Entry.objects.bulk_create(chunk)


if __name__ == "__main__":
    if not os.path.exists(NAME):  # noqa: PTH110 - a script of Django's world
        try:
            fill(int(sys.argv[1]), int(sys.argv[2]))
        except BaseException:
            os.remove(NAME)  # noqa: PTH107
            raise
    sys.stdout.write(Token.objects.get_or_create(user=User.objects.first())[0].key)
