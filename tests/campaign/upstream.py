"""A package index on loopback whose answers can be spoiled, one path at a time."""

import server  # the demo upstream's, as are the next two
from demo_world import release
from world import World

CHAPTERS = 3


def small_world(chapter):
    """Three states of a tiny index: between them projects come, go and change in every way there is.

    The smallest world in which a sync adds, replaces, yanks, removes and later collects garbage.
    """
    world = World()
    release(world, "alpha", "1.0", provenance=b'{"version": 1, "attestation_bundles": []}')
    release(world, "beta", "1.0", source=False)
    release(world, "leaver", "1.0", source=False)
    if chapter >= 1:
        world.remove("leaver")
        release(world, "gamma", "1.0", source=False)
    if chapter >= 2:
        release(world, "alpha", "2.0", requires_python=">=3.8", ballast=40_000)
        world.yank("beta", "1.0", "greets nobody")
        world.remove("gamma")
        release(world, "Delta.Pkg", "0.1", source=False)
    return world


WISHES = ["alpha", "beta", "gamma", "leaver", "delta*"]


class Upstream:
    """The demo upstream, and what becomes of its answers on the way."""

    def __init__(self, world):
        self.demo = server.Demo(world)
        self.spoiled = []  # (words in the path, misdeed): the first that fits is done
        for one in (self.demo.index, self.demo.files):
            one.RequestHandlerClass = _Handler
            one.upstream = self
            one.handle_error = lambda *_: None  # a client that had enough is no error here

    def __enter__(self):
        self.demo.start()
        return self

    def __exit__(self, *_):
        self.demo.stop()

    @property
    def url(self):
        return self.demo.index_url + "/simple/"

    def become(self, world):
        with self.demo.lock:
            self.demo.world = world

    def spoil(self, words, misdeed):
        """From now on an answer whose path ends with `words` goes through misdeed(handler, answer)."""
        self.spoiled.append((words, misdeed))

    def asked(self, words):
        """What was asked for so far under paths that end with `words`."""
        with self.demo.lock:
            return [seen for seen in self.demo.seen if seen["path"].endswith(words)]

    def misdeed_for(self, path):
        return next((misdeed for words, misdeed in self.spoiled if path.endswith(words)), None)


class _Handler(server._Handler):
    """Sends an answer as it is, or lets a misdeed send it."""

    def _respond(self):
        path = self.path.partition("?")[0]
        misdeed = self.server.upstream.misdeed_for(path)
        if misdeed is None:
            super()._respond()
        else:
            misdeed(self, self.server.respond(self.command, path, self.headers, b""))

    do_GET = do_HEAD = _respond

    def send(self, answer, length=None):
        """A head with this Content-Length (None: the true one, "": none) and the body."""
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if length != "":
            self.send_header("Content-Length", str(len(answer.body) if length is None else length))
        else:
            self.send_header("Connection", "close")
        self.end_headers()
        if length is not None:
            self.close_connection = True
        self.wfile.write(answer.body)
        self.wfile.flush()
