"""The web app's files: of this server alone, kept by browsers while they do not change, and what they say they are."""

import gzip
import hashlib
import json
import logging
import re
import runpy

import pytest

from dayloom.http.web_app import FOLDER, PAGES, files, first_modules, offline_files, styles, version
from tests.client import NOTHING, Client

VENDOR = FOLDER / "vendor"
TEXTS = {name: content for name, content in files().items() if not name.endswith(".png")}
_WORD = re.compile(r'^  "([a-zA-Z.]+)": "(.+)",$', re.MULTILINE)
_IMPORT = re.compile(r'(?:from |import |import\()"(\.[^"]+)"')


def _page(nobody: Client) -> str:
    answer = nobody.call("GET", "/")
    assert answer.status == 200
    return answer.body.decode()


def test_everything_that_the_page_names_is_served(nobody: Client) -> None:
    named = re.findall(r'(?:href|src)="(/[^"]+)"', _page(nobody))
    assert {f"/app/{version()}/main.js", f"/app/{version()}/styles/{styles()[0]}"} <= set(named)
    assert {name: nobody.call("GET", name).status for name in named} == dict.fromkeys(named, 200)


def test_a_file_may_be_kept_under_its_version_only(nobody: Client) -> None:
    now = nobody.call("GET", f"/app/{version()}/main.js")
    before = nobody.call("GET", "/app/0123456789ab/main.js")
    assert now.body == before.body
    assert "immutable" in now.headers["cache-control"]
    assert "x-trace-id" not in now.headers  # seventy times in a first visit
    assert before.headers["cache-control"] == "no-cache"
    assert nobody.call("GET", "/").headers["cache-control"] == "no-cache"


def test_the_manifest_makes_it_an_app_of_the_device(nobody: Client) -> None:
    answer = nobody.call("GET", "/app.webmanifest")
    assert answer.headers["content-type"] == "application/manifest+json; charset=utf-8"
    manifest = json.loads(answer.body)
    assert manifest["display"] == "standalone"
    assert manifest["start_url"] in PAGES
    icons = {icon["sizes"]: nobody.call("GET", icon["src"]) for icon in manifest["icons"]}
    assert {size: icon.status for size, icon in icons.items()} == {"any": 200, "192x192": 200, "512x512": 200}
    assert icons["192x192"].headers["content-type"] == "image/png"


def test_the_icon_is_as_it_is_drawn() -> None:
    tool = runpy.run_path(str(FOLDER.parents[3] / "tools" / "draw_icons.py"))
    assert files()["icon-192.png"] == tool["drawn"](192)


def test_the_service_worker_keeps_files_of_one_version(nobody: Client) -> None:
    answer = nobody.call("GET", "/service-worker.js")
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    text = answer.body.decode()
    assert f'const VERSION = "{version()}";' in text
    assert set(re.findall(r'"(/app/[^"]+)"', text)) == set(offline_files())
    caching = {nobody.call("GET", name).headers["cache-control"] for name in offline_files()}
    assert caching == {"public, max-age=31536000, immutable"}


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_the_same_document(nobody: Client, path: str) -> None:
    assert nobody.call("GET", path).body.decode() == _page(nobody)


@pytest.mark.parametrize("method, body", [("GET", True), ("HEAD", False)])
def test_a_browser_at_an_address_of_nothing_gets_the_app_that_says_so(nobody: Client, method: str, body: bool) -> None:
    answer = nobody.call(method, NOTHING, headers={"accept": "text/html,*/*;q=0.8"})
    assert (answer.status, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.body.decode() == (_page(nobody) if body else "")


@pytest.mark.parametrize(
    "method, path, accept",
    [
        ("GET", NOTHING, "*/*"),
        ("GET", NOTHING, "application/json"),
        ("POST", NOTHING, "text/html"),
        ("GET", "/api/nowhere", "text/html"),
    ],
)
def test_programs_are_told_in_json_that_there_is_nothing(nobody: Client, method: str, path: str, accept: str) -> None:
    answer = nobody.call(method, path, headers={"accept": accept})
    assert (answer.status, answer.json()["error"]) == (404, "not_found")


@pytest.mark.parametrize(
    "path",
    ["/app/1/missing.js", "/app/1/../../http/edge.py", "/app/1/index.html", "/app/x", "/app/1/service-worker.js"],
)
def test_nothing_else_is_served(nobody: Client, path: str) -> None:
    assert nobody.call("GET", path).status == 404


def test_files_are_compressed_for_who_takes_it(nobody: Client) -> None:
    plain = nobody.call("GET", f"/app/{version()}/main.js")
    packed = nobody.call("GET", f"/app/{version()}/main.js", headers={"accept-encoding": "br, gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body


@pytest.mark.parametrize(
    "path, level", [("/today", "DEBUG"), ("/app/x/main.js", "DEBUG"), ("/app/x/y.js", "INFO"), ("/health", "INFO")]
)
def test_files_are_logged_for_who_looks_for_them(
    nobody: Client, caplog: pytest.LogCaptureFixture, path: str, level: str
) -> None:
    with caplog.at_level(logging.DEBUG, "dayloom.request"):
        nobody.call("GET", path)
    assert [line.levelname for line in caplog.records if line.name == "dayloom.request"] == [level]


def test_all_of_it_is_small(nobody: Client) -> None:
    """What a first visit fetches, and all of it, compressed, in bytes."""
    sizes = {name: len(gzip.compress(content, 9)) for name, content in files().items() if not name.endswith(".txt")}
    first = ["index.html", "icon.svg", "words/en.js", *first_modules(), *(f"styles/{name}" for name in styles())]
    assert sum(sizes[name] for name in first) <= 116_000
    assert sum(sizes.values()) <= 330_000


def test_other_pages_are_fetched_when_somebody_goes_there(nobody: Client) -> None:
    first = first_modules()
    assert {"main.js", "planner/grid.js", "words/words.js", "vendor/preact.js"} <= set(first)
    assert {"reports/report.js", "tasks/panel.js", "words/en.js", "words/de.js"} & set(first) == set()
    assert [name for name in first if f"/{name}" not in _page(nobody)] == []


def test_what_acts_by_itself_has_the_policy(nobody: Client) -> None:
    """The eighty files that a page consists of do without: they are under the page's."""
    kinds = ["/", "/service-worker.js", "icon.svg", "main.js", "styles/base.css", "icon-192.png"]
    headers = [nobody.call("GET", at if at[0] == "/" else f"/app/{version()}/{at}").headers for at in kinds]
    assert ["content-security-policy" in one for one in headers] == [True, True, True, False, False, False]
    assert {one["x-content-type-options"] for one in headers} == {"nosniff"}


def test_the_app_may_ask_this_server_only(nobody: Client) -> None:
    policy = nobody.call("GET", "/").headers["content-security-policy"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert {source for rule in rules.values() for source in rule.split()} == {"'self'", "'none'", "data:", "blob:"}


@pytest.mark.parametrize("name", sorted(name for name in TEXTS if not name.startswith("vendor/")))
def test_our_files_name_no_other_place_and_make_no_markup(name: str) -> None:
    text = files()[name].decode()
    assert not re.search(r"https?:(?!//www\.w3\.org/2000/svg)", text)
    assert "innerHTML" not in text


@pytest.mark.parametrize("name", sorted(name for name in files() if name.endswith(".js")))
def test_every_import_names_a_file(name: str) -> None:
    missing = [
        at for at in _IMPORT.findall(files()[name].decode()) if not (FOLDER / name).parent.joinpath(at).is_file()
    ]
    assert missing == []


def test_only_the_api_client_asks_the_api() -> None:
    asking = {name for name, content in files().items() if re.search(rb"\bfetch\(", content)}
    assert asking == {"api/client.js", "service-worker.js"}  # which fetches the app's own files


def test_vendored_files_are_what_was_fetched() -> None:
    vendored = json.loads((VENDOR / "VENDORED.json").read_text())
    assert {name: hashlib.sha512((VENDOR / name).read_bytes()).hexdigest() for name in vendored["sha512"]} == vendored[
        "sha512"
    ]
    assert {path.name for path in VENDOR.iterdir()} == {*vendored["sha512"], "VENDORED.json"}


def test_every_language_has_every_word() -> None:
    english, german = (dict(_WORD.findall(files()[f"words/{name}.js"].decode())) for name in ("en", "de"))
    assert len(english) > 50
    assert english.keys() == german.keys()
    gaps = {word: re.findall(r"\{\w+…?\}", text) for word, text in english.items()}
    assert {word: sorted(gaps[word]) for word in gaps} == {
        word: sorted(re.findall(r"\{\w+…?\}", text)) for word, text in german.items()
    }


def test_every_word_that_is_said_is_in_the_catalogue() -> None:
    english = dict(_WORD.findall(files()["words/en.js"].decode()))
    said = {word for name, content in TEXTS.items() for word in re.findall(r'\bt\("([a-zA-Z.]+)"', content.decode())}
    assert said <= english.keys()
