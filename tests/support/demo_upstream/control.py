"""Changes the world while it is on the air: `POST /_demo/...`, for tests and the quickstart."""

import json

import answer
from channel import BOTH
from conda_packages import CondaRecipe
from demo_world import STORY, release, tell


class Control:
    """The part of the demo upstream that pypi.org does not have.

    POST /_demo/evolve           the next chapter of the story; answers with its sentences
    POST /_demo/do               one change: {"change": "yank", "name": "demo-dep", ...}
    GET /_demo/requests          what was asked so far: [{"method", "path", "headers"}]
    DELETE /_demo/requests       forgets it
    """

    def __init__(self, demo):
        self._demo = demo
        self.chapter = 0

    def answer(self, method, path, body):
        if (method, path) == ("POST", "/_demo/evolve"):
            return self._evolve()
        if (method, path) == ("POST", "/_demo/do"):
            return self._do(body)
        if (method, path) == ("GET", "/_demo/requests"):
            seen = json.dumps(self._demo.seen).encode()
            return answer.Answer(200, seen, {"Content-Type": "application/json"})
        if (method, path) == ("DELETE", "/_demo/requests"):
            self._demo.seen.clear()
            return answer.text(200, "forgotten")
        return answer.text(404, "no such control")

    def _evolve(self):
        if self.chapter == len(STORY):
            return answer.text(410, "the story is over")
        self.chapter += 1
        return answer.text(200, tell(self._demo.world, self.chapter - 1))

    def _do(self, body):
        try:
            words = json.loads(body)
            _CHANGES[words.pop("change")](self._demo.world, **words)
        except (ValueError, KeyError, TypeError, AttributeError) as trouble:
            return answer.text(400, f"cannot do that: {trouble!r}")
        return answer.text(200, "done")


def _put(channel, formats=(".conda",), **facts):
    packers = [pack for pack, end in zip(BOTH, (".conda", ".tar.bz2")) if end in formats]
    channel.put(CondaRecipe(**facts), *packers)


_CHANGES = {
    "release": release,
    "yank": lambda world, **words: world.yank(**words),
    "remove": lambda world, **words: world.remove(**words),
    "status": lambda world, **words: world.set_status(**words),
    "bytes": lambda world, **words: world.change_bytes(**words),
    "channel-put": lambda world, channel, **words: _put(world.channels[channel], **words),
    "channel-patch": lambda world, channel, **words: world.channels[channel].patch(**words),
    "channel-remove": lambda world, channel, **words: world.channels[channel].remove(**words),
    "channel-bytes": lambda world, channel, **words: world.channels[channel].change_bytes(**words),
}
