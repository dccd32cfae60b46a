"""What all worlds share: a folder with files in it, and a real nginx that serves them on loopback."""

import json
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class World:
    """One index in a folder: what a tool is asked to bring home."""

    folder: Path
    projects: list = field(default_factory=list)  # the names that are wanted
    files: list = field(default_factory=list)  # {"path", "size", "sha256"}, .metadata among them

    @property
    def size(self):
        return sum(file["size"] for file in self.files)

    @property
    def www(self):
        return self.folder / "www"


def made_once(folder, make):
    """The world in that folder, made by `make(world)` unless it is there."""
    world = World(Path(folder))
    notes = world.folder / "world.json"
    if not notes.exists():
        print(f"making {world.folder}", file=sys.stderr)
        shutil.rmtree(world.folder, ignore_errors=True)
        world.www.mkdir(parents=True)
        make(world)
        notes.write_text(json.dumps({"projects": world.projects, "files": world.files}))
    told = json.loads(notes.read_text())
    world.projects, world.files = told["projects"], told["files"]
    return world


NGINX = """\
pid {folder}/nginx.pid;
error_log {folder}/error.log;
daemon off;
worker_processes 2;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  sendfile on; tcp_nopush on; keepalive_requests 100000; open_file_cache max=10000;
  types {{ application/vnd.pypi.simple.v1+json v1_json; text/html html; }}
  default_type application/octet-stream;
  {maps}
  server {{
    listen 127.0.0.1:{port} backlog=1024;
    root {folder}/www;
    {locations}
  }}
}}
"""


class Served:
    """A world on the air, as long as the block lasts. Each kind of world says how it is served."""

    maps = locations = ""  # of nginx

    def __init__(self, world):
        self.world = world
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def section(self):
        """Of adder.toml: this world, and what is wanted of it in wanted.list."""
        raise NotImplementedError

    def __enter__(self):
        folder = self.world.folder.resolve()
        config = folder / "nginx.conf"
        config.write_text(NGINX.format(folder=folder, port=self.port,
                                       maps=self.maps.replace("@FOLDER@", str(folder)),
                                       locations=self.locations.replace("@FOLDER@", str(folder))))
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        self.process = subprocess.Popen([program, "-c", str(config), "-p", str(folder)],
                                        stderr=subprocess.DEVNULL)
        for _ in range(500):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return self
            except OSError:
                time.sleep(0.01)
        raise RuntimeError(f"nginx does not answer; see {folder}/error.log")

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
