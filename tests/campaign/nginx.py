"""A real nginx over a public/ folder, for as long as a block lasts."""

import os
import shutil
import socket
import subprocess
import time

from scenario import Skipped

NGINX = """\
pid {folder}/nginx.pid;
error_log {folder}/error.log;
daemon off;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  types {{ application/vnd.pypi.simple.v1+json v1_json; }}
  default_type application/octet-stream;
  server {{
    listen 127.0.0.1:{port};
    root {public};
    index index.v1_json;
    gzip_static on;
  }}
}}
"""


class Nginx:
    """Serves a folder on a port of its own; negotiates nothing, as adder asks for JSON only."""

    def __init__(self, folder, public):
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        if not os.access(program, os.X_OK):
            raise Skipped("nginx is not installed")
        folder.mkdir()
        self.port = _free_port()
        config = folder / "nginx.conf"
        config.write_text(NGINX.format(folder=folder, public=public, port=self.port))
        self.process = subprocess.Popen([program, "-c", str(config), "-p", str(folder)],
                                        stderr=subprocess.DEVNULL)
        _wait_for(self.port)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port):
    for _ in range(500):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.01)
    raise RuntimeError("nginx does not answer")
