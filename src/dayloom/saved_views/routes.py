"""The routes of saved views."""

from dayloom.http.body import one
from dayloom.http.call import AnyRoute
from dayloom.http.paths import W
from dayloom.http.record_routes import act_route, create_route, get_route, stream_route, write_route
from dayloom.saved_views import service
from dayloom.saved_views.queries import SAVED_VIEWS, narrow
from dayloom.saved_views.schemas import SavedViewFilter, SavedViewInput, SavedViewPatch

ALL = f"{W}/saved-views"
ONE, KEY = f"{ALL}/{{saved_view_id}}", "saved_view_id"

ROUTES: list[AnyRoute] = [
    stream_route(ALL, SAVED_VIEWS, SavedViewFilter, narrow),
    create_route(ALL, SAVED_VIEWS, one(SavedViewInput), service.create),
    get_route(ONE, SAVED_VIEWS, KEY),
    write_route("PATCH", ONE, KEY, one(SavedViewPatch), service.patch, shows=SAVED_VIEWS),
    act_route("DELETE", ONE, KEY, service.delete),
]
