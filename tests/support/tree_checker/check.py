"""All rules in one place, in the order in which a person would want to read what is wrong."""

import os
from pathlib import Path

from tree_checker import (channel_rules, kept_rules, list_rules, page_rules, store_rules, tree_rules,
                          world)
from tree_checker.served import ServedTree


def check(root, settled=True, whole=True, url=None):
    """Everything wrong with the mirror below `root`, a line each; empty when all is well.

    settled: no command was interrupted here; else only what must hold at every instant is asked for.
    whole: look into store/ and ledger.db too, not only at what is served.
    url: of a web server that serves public/; what it hands out is looked at instead of the files.
    """
    public = Path(root) / "public"
    tree = world.fill(ServedTree(public, url=url) if url else world.Tree(public))
    projects, indexes = {}, {}
    problems = [*tree_rules.check_links(tree, settled), *tree_rules.check_kinds(tree),
                *page_rules.check_projects(tree, projects),
                *list_rules.check_list(tree, projects, settled),
                *channel_rules.check_channels(tree, indexes, settled),
                *list_rules.check_documents(tree, projects, settled),
                *tree_rules.check_packages(tree, settled),
                *tree_rules.check_secrets(tree, _private_words(root))]
    if settled:
        problems += [*tree_rules.check_page_folders(tree), *tree_rules.check_drafts(tree),
                     *channel_rules.check_index_folders(tree), *channel_rules.check_strays(tree)]
    if whole:
        problems += [*store_rules.check_store(root, tree, settled),
                     *store_rules.check_ledger(root, settled)]
    if whole and settled:
        problems += kept_rules.check_kept(root, tree, indexes)
    return problems


def _private_words(root):
    return {os.path.abspath(root), os.path.realpath(root)}
