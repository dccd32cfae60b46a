"""A package index, or a channel, on loopback whose answers can be spoiled, one path at a time."""

import server  # the demo upstream's

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

    def url(self, kind):
        return self.demo.index_url + kind.BELOW

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
