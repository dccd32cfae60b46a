"""What changes in a channel between two syncs, and no index of PyPI's kind knows."""

import json

import kind_conda
from changes import Story
from scenario import scenario

LEAVER = "leaver-1.0-0.conda"


def _index(story):
    return json.loads(kind_conda.index_of(story.mirror.root, "leaver").read_text())


@scenario("a channel: a file that upstream removed leaves the index and can be fetched for ever")
def removed(stage):
    wishes = ["alpha", "beta", "gamma", "leaver"]
    with Story(stage, kind_conda, kind_conda.small(0), wishes) as story:
        story.sync(exit=0, expect=["alpha", "beta", "leaver"])
        story.upstream.become(kind_conda.small(1))
        story.sync(exit=0, expect=["alpha", "beta", "gamma"])
        story.expect("the index calls it removed", _index(story)["removed"] == [LEAVER], _index(story))
        story.upstream.become(kind_conda.small(2))
        for _ in range(2):
            story.sync(exit=0, expect=["alpha", "beta"])
        story.expect("days after the grace it is there",
                     kind_conda.stored_at(story.mirror.root, "leaver").exists())
        story.mirror.want(wishes[:3])
        for _ in range(2):
            story.sync(exit=0)
        story.expect("when nobody asks for it any more it goes",
                     not kind_conda.stored_at(story.mirror.root, "leaver").exists())
        return story.tally


@scenario("a channel: the shards of the generation before can be fetched until the grace is over")
def old_shards(stage):
    with Story(stage, kind_conda, kind_conda.small(1), ["beta"]) as story:
        story.sync(exit=0)
        folder = story.mirror.root / "public/conda/small/noarch/shards"
        old = set(folder.iterdir())
        story.expect("there is one", len(old) == 1, old)
        kind_conda.patch(story.world, "beta", "news")
        story.sync(exit=0)
        story.expect("the old one stays beside the new one", len(set(folder.iterdir()) - old) == 1
                     and all(path.exists() for path in old), list(folder.iterdir()))
        story.sync(exit=0)
        story.expect("after the grace it is gone", not any(path.exists() for path in old))
        return story.tally
