"""The kinds of upstream that campaigns play with.

Each is a module, and both have the same names in them: a scenario asks its kind for what differs.
"""

import kind_conda
import kind_pypi

KINDS = (kind_pypi, kind_conda)
