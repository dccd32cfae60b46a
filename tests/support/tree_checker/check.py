"""All rules in one place, in the order in which a person would want to read what is wrong."""

import os
from pathlib import Path

from tree_checker import list_rules, page_rules, store_rules, tree_rules, world


def check(root, settled=True, whole=True):
    """Everything wrong with the mirror below `root`, a line each; empty when all is well.

    settled: no command was interrupted here; else only what must hold at every instant is asked for.
    whole: look into store/ and ledger.db too, not only at what is served.
    """
    tree = world.read_tree(Path(root) / "public")
    projects = {}
    problems = [*tree_rules.check_links(tree), *tree_rules.check_kinds(tree),
                *page_rules.check_projects(tree, projects),
                *list_rules.check_list(tree, projects, settled),
                *list_rules.check_documents(tree, projects, settled),
                *tree_rules.check_packages(tree, settled),
                *tree_rules.check_secrets(tree, _private_words(root))]
    if settled:
        problems += [*tree_rules.check_page_folders(tree), *tree_rules.check_drafts(tree)]
    if whole:
        problems += [*store_rules.check_store(root, tree, settled),
                     *store_rules.check_ledger(root, settled)]
    return problems


def _private_words(root):
    return {os.path.abspath(root), os.path.realpath(root)}
