#pragma once

#include <array>
#include <string_view>

namespace adder::mirror {

// The tables of root/ledger.db, explained in docs/formats/ledger.md. A change of them is one more
// entry at the end; what stands here is never edited.
constexpr std::array<std::string_view, 10> kLedgerSchema = {R"sql(
CREATE TABLE fact(name TEXT PRIMARY KEY, value) WITHOUT ROWID;

CREATE TABLE blob(
  sha256 BLOB PRIMARY KEY, size INTEGER NOT NULL, blake2b BLOB NOT NULL, stored_at INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE generation(
  number INTEGER PRIMARY KEY, made_at INTEGER NOT NULL, cause TEXT NOT NULL, note TEXT NOT NULL,
  pinned INTEGER NOT NULL DEFAULT 0, units INTEGER NOT NULL
);

CREATE TABLE unit(
  path TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER, mtime INTEGER NOT NULL, replaced_at INTEGER,
  PRIMARY KEY (path, since)
) WITHOUT ROWID;
CREATE INDEX unit_until ON unit(until);
CREATE INDEX unit_since ON unit(since);

CREATE TABLE last_mtime(path TEXT PRIMARY KEY, mtime INTEGER NOT NULL) WITHOUT ROWID;

CREATE TABLE page(
  path TEXT NOT NULL, since INTEGER NOT NULL, name TEXT NOT NULL, sha256 BLOB NOT NULL,
  PRIMARY KEY (path, since, name)
) WITHOUT ROWID;

CREATE INDEX page_sha256 ON page(sha256);

CREATE TABLE doomed(id INTEGER PRIMARY KEY, path TEXT NOT NULL);

CREATE TABLE promise(
  path TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER, unit TEXT NOT NULL,
  sha256 BLOB NOT NULL, released_at INTEGER,
  PRIMARY KEY (path, since, unit)
) WITHOUT ROWID;
CREATE INDEX promise_unit ON promise(unit, until);
CREATE INDEX promise_until ON promise(until);
CREATE INDEX promise_sha256 ON promise(sha256);

CREATE TABLE held(
  section TEXT NOT NULL, item TEXT NOT NULL, reason TEXT NOT NULL, since INTEGER NOT NULL,
  tries INTEGER NOT NULL, expected TEXT NOT NULL, received TEXT NOT NULL, url TEXT NOT NULL,
  detail TEXT NOT NULL,
  PRIMARY KEY (section, item)
) WITHOUT ROWID;

CREATE TABLE hidden(
  section TEXT NOT NULL, name TEXT NOT NULL, cause TEXT NOT NULL, note TEXT NOT NULL,
  since INTEGER NOT NULL,
  PRIMARY KEY (section, name, cause)
) WITHOUT ROWID;

CREATE TABLE accepted(section TEXT NOT NULL, item TEXT NOT NULL, sha256 BLOB NOT NULL,
  PRIMARY KEY (section, item)
) WITHOUT ROWID;

CREATE TABLE section(
  name TEXT PRIMARY KEY, checked_at INTEGER NOT NULL, upstream_at INTEGER, ok INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE pypi_list(
  id INTEGER PRIMARY KEY CHECK (id = 1), upstream TEXT NOT NULL, etag TEXT NOT NULL,
  last_modified TEXT NOT NULL, serial INTEGER, projects INTEGER NOT NULL, names BLOB NOT NULL
);

CREATE TABLE pypi_page(
  project TEXT PRIMARY KEY, url TEXT NOT NULL, serial INTEGER, etag TEXT NOT NULL,
  last_modified TEXT NOT NULL, files INTEGER NOT NULL, body BLOB
) WITHOUT ROWID;

CREATE TABLE pypi_concealed(project TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;

CREATE TABLE pypi_first_seen(
  project TEXT NOT NULL, filename TEXT NOT NULL, time INTEGER NOT NULL,
  PRIMARY KEY (project, filename)
) WITHOUT ROWID;

CREATE TABLE pypi_requires(sha256 BLOB PRIMARY KEY, text TEXT) WITHOUT ROWID;

CREATE TABLE own_file(
  path TEXT PRIMARY KEY, size INTEGER NOT NULL, inode INTEGER NOT NULL, written INTEGER NOT NULL,
  changed INTEGER NOT NULL, project TEXT NOT NULL, sha256 BLOB NOT NULL,
  requires_python TEXT NOT NULL, metadata BLOB, requires_dist TEXT, problem TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE pypi_because(
  project TEXT NOT NULL, place INTEGER NOT NULL, wish TEXT NOT NULL, dependent TEXT NOT NULL,
  requirement TEXT NOT NULL,
  PRIMARY KEY (project, place)
) WITHOUT ROWID;
)sql",
                                                            R"sql(
ALTER TABLE section ADD COLUMN vanished INTEGER NOT NULL DEFAULT 0;
)sql",
                                                            R"sql(
ALTER TABLE pypi_page ADD COLUMN upstream TEXT NOT NULL DEFAULT '';
)sql",
                                                            R"sql(
CREATE TABLE pypi_whole(path TEXT NOT NULL, since INTEGER NOT NULL, body BLOB NOT NULL,
  PRIMARY KEY (path, since)
) WITHOUT ROWID;
INSERT INTO pypi_whole SELECT path, since, body FROM pypi_concealed
  JOIN unit ON path = 'pypi/simple/' || project WHERE until IS NULL;
DROP TABLE pypi_concealed;
)sql",
                                                            R"sql(
CREATE TABLE conda_carried(
  sha256 BLOB PRIMARY KEY, traits INTEGER NOT NULL, run_exports TEXT NOT NULL, about TEXT NOT NULL
) WITHOUT ROWID;
)sql",
                                                            R"sql(
CREATE TABLE conda_seen(
  channel TEXT NOT NULL, subdir TEXT NOT NULL, whole_since INTEGER, files BLOB NOT NULL,
  PRIMARY KEY (channel, subdir)
) WITHOUT ROWID;

CREATE TABLE conda_seen_at(
  channel TEXT NOT NULL, subdir TEXT NOT NULL, key INTEGER NOT NULL, at INTEGER NOT NULL,
  told INTEGER NOT NULL,
  PRIMARY KEY (channel, subdir, key)
) WITHOUT ROWID;

CREATE TABLE conda_weak(path TEXT NOT NULL, md5 BLOB NOT NULL, sha256 BLOB NOT NULL,
  PRIMARY KEY (path, md5)
) WITHOUT ROWID;
)sql",
                                                            R"sql(
CREATE TABLE conda_whole(
  path TEXT NOT NULL, since INTEGER NOT NULL, section INTEGER NOT NULL, key TEXT NOT NULL,
  name TEXT NOT NULL, json TEXT NOT NULL, sha256 BLOB NOT NULL,
  PRIMARY KEY (path, since, section, key)
) WITHOUT ROWID;
)sql",
                                                            R"sql(
CREATE TABLE section_count(
  section TEXT NOT NULL, since INTEGER NOT NULL, projects INTEGER NOT NULL,
  files INTEGER NOT NULL, bytes INTEGER NOT NULL,
  PRIMARY KEY (section, since)
) WITHOUT ROWID;
)sql",
                                                            R"sql(
CREATE TABLE conda_because(
  channel TEXT NOT NULL, package TEXT NOT NULL, place INTEGER NOT NULL, wish TEXT NOT NULL,
  versions TEXT NOT NULL, dependent TEXT NOT NULL, subdir TEXT NOT NULL,
  requirement TEXT NOT NULL, next INTEGER NOT NULL,
  PRIMARY KEY (channel, package, place)
) WITHOUT ROWID;
)sql",
                                                            R"sql(
CREATE TABLE conda_index(
  channel TEXT NOT NULL, subdir TEXT NOT NULL, upstream TEXT NOT NULL, url TEXT NOT NULL,
  form TEXT NOT NULL, etag TEXT NOT NULL, last_modified TEXT NOT NULL, sha256 BLOB NOT NULL,
  size INTEGER NOT NULL, records INTEGER NOT NULL, names INTEGER NOT NULL, shards INTEGER NOT NULL,
  base_url TEXT NOT NULL, shards_base_url TEXT NOT NULL, recipe BLOB NOT NULL,
  chosen_at INTEGER NOT NULL, accepted_at INTEGER NOT NULL,
  PRIMARY KEY (channel, subdir)
) WITHOUT ROWID;

CREATE TABLE conda_notices(
  channel TEXT PRIMARY KEY, upstream TEXT NOT NULL, etag TEXT NOT NULL, last_modified TEXT NOT NULL,
  json TEXT
) WITHOUT ROWID;
)sql"};

}  // namespace adder::mirror
