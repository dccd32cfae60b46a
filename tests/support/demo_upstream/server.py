"""Serves a world over HTTP: the way pypi.org and files.pythonhosted.org do, on two ports.

Its channels, the way conda.anaconda.org does, are below /conda/ on the first.
"""

import hashlib
import http.server
import threading
import urllib.parse

import answer
import pages
from control import Control
from world import normalised

_LAST_MODIFIED = "Mon, 01 Jan 2024 12:00:00 GMT"


class Demo:
    """A world on the air: the index on one port, its files on another. Remembers who asked what."""

    def __init__(self, world, address="127.0.0.1", port=0, files_port=0):
        self.world = world
        self.seen = []
        self.lock = threading.Lock()  # guards world and seen
        self.control = Control(self)
        self.index = _Server((address, port), self._index)
        self.files = _Server((address, files_port), self._file)

    @property
    def index_url(self):
        return self.index.url

    def start(self):
        for server in (self.index, self.files):
            threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()

    def stop(self):
        for server in (self.index, self.files):
            server.shutdown()
            server.server_close()

    def _index(self, method, path, request, body):
        with self.lock:
            if path.startswith("/_demo/"):
                return self.control.answer(method, path, body)
            self._remember(method, path, request)
            if path == "/simple/":
                return self._list(request)
            if path.startswith("/simple/"):
                return self._project(path, request)
            if path.startswith("/integrity/"):
                return self._provenance(path)
            if path.startswith("/conda/"):
                return self._channel(path, request)
            return answer.text(404, "404 Not Found")

    def _list(self, request):
        kind = pages.best_type(request.get("Accept", ""))
        body = pages.list_page(self.world, kind)
        return answer.page(request, body, kind, _etag(body), self.world.serial)

    def _project(self, path, request):
        asked = path.removeprefix("/simple/")
        name = normalised(asked.removesuffix("/"))
        if asked != f"{name}/":
            return answer.moved(f"/simple/{name}/")
        project = self.world.find(name)
        if not project:
            return answer.text(404, "404 Not Found")
        kind = pages.best_type(request.get("Accept", ""))
        body = pages.project_page(project, kind, self.files.url, self.index.url)
        return answer.page(request, body, kind, _etag(body), project.serial)

    def _provenance(self, path):
        for project in self.world.projects.values():
            for file in project.files:
                if file.provenance and path == pages.provenance_path(project, file):
                    kind = "application/vnd.pypi.integrity.v1+json"
                    return answer.Answer(200, file.provenance, {"Content-Type": kind})
        return answer.text(404, "no provenance available")

    def _channel(self, path, request):
        _, _, name, below = (path.split("/", 3) + [""])[:4]
        channel = self.world.channels.get(name)
        if channel and (index := channel.indexes().get(below)) is not None:
            return answer.index_file(request, index, below, _etag(index))
        if channel and (package := channel.file_at(below)) is not None:
            return answer.package(request, package, _etag(package), _LAST_MODIFIED)
        return answer.text(404, "404 Not Found")

    def _file(self, method, path, request, body):
        with self.lock:
            self._remember(method, path, request)
            file, companion = self.world.file_at(path)
            if file and companion == "":
                return answer.package(request, file.distribution.content, file.md5, _LAST_MODIFIED)
            if file and companion == ".metadata" and file.core_metadata:
                metadata = file.distribution.metadata
                return answer.package(request, metadata, _etag(metadata), _LAST_MODIFIED)
            return answer.text(404, "404 Not Found")

    def _remember(self, method, path, request):
        headers = {name.lower(): value for name, value in request.items()}
        self.seen.append({"method": method, "path": path, "headers": headers})


def _etag(body):
    return hashlib.md5(body).hexdigest()


class _Server(http.server.ThreadingHTTPServer):
    """Hands every request to `respond(method, path, headers, body)` and sends what it answers."""

    request_queue_size = 128
    daemon_threads = True

    def __init__(self, address, respond):
        super().__init__(address, _Handler)
        self.respond = respond
        self.url = f"http://{self.server_address[0]}:{self.server_address[1]}"


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "adder-demo-upstream"
    disable_nagle_algorithm = True
    wbufsize = 1 << 16  # head and body leave together
    timeout = 120

    def _respond(self):
        path = urllib.parse.unquote(urllib.parse.urlsplit(self.path).path)
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        reply = self.server.respond(self.command, path, self.headers, body)
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if reply.status != 304:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)

    do_GET = do_HEAD = do_POST = do_DELETE = _respond

    def log_message(self, *_):
        pass  # Demo.seen remembers; nobody reads a stranger's stderr
