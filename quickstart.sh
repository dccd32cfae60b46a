#!/usr/bin/env bash
# Builds adder, mirrors a small package index and a conda channel with it, and installs from the
# mirror with pip, and with conda or micromamba where there is one.
#
#   ./quickstart.sh                                      index and channel are small, on this machine
#   ./quickstart.sh --upstream https://pypi.org/simple/  the real one, a few small packages of it
#   ./quickstart.sh --dir DIR                            the mirror goes to DIR instead of ./demo
#
# Installs the Debian packages it needs (as root or with sudo). Safe to run again: it goes on with
# the mirror it finds. Everything it starts, it stops.
set -euo pipefail
cd "$(dirname "$0")"
. tests/support/packages.sh

dir=demo
upstream=
channel=
started=()

usage() { sed -n '2,/^set /{/^# \?/s///p}' "$0"; }

while (($#)); do
  case $1 in
    --upstream) upstream=${2:?--upstream needs a URL} && shift 2 ;;
    --dir) dir=${2:?--dir needs a folder} && shift 2 ;;
    -h | --help) usage && exit 0 ;;
    *) usage >&2 && exit 2 ;;
  esac
done

heading() { printf '\n== %s\n' "$1"; }
show() { printf '$ %s\n' "$*" && "$@"; }

stop_all() {
  for process in "${started[@]}"; do kill "$process" 2>/dev/null || true; done
  wait
}
trap stop_all EXIT

# wait_for FILE: until a server has written there where it listens.
wait_for() {
  for _ in {1..200}; do
    [[ -s $1 ]] && return
    sleep 0.1
  done
  echo "error: a server did not start; see $dir/log" >&2
  exit 3
}

get_ready() {
  heading "Packages"
  install_packages "${packages_to_build[@]}" "${packages_to_try[@]}"
  heading "Build"
  cmake --preset release >/dev/null
  cmake --build --preset release --target adder
  mkdir -p "$dir/log"
  dir=$(realpath "$dir")
  adder=$PWD/build/release/cli/adder
}

# The small index goes on with its story where the last run left it.
start_upstream() {
  heading "A package index and a conda channel to mirror, on this machine"
  rm -f "$dir/log/upstream.port"
  python3 -B tests/support/demo_upstream --port-file "$dir/log/upstream.port" \
    --evolve "$(chapters)" >"$dir/log/upstream" 2>&1 &
  started+=($!)
  wait_for "$dir/log/upstream.port"
  origin=http://127.0.0.1:$(<"$dir/log/upstream.port")
  upstream=$origin/simple/
  channel=$origin/conda/demo-channel
  echo "they answer at $upstream and $channel"
}
chapters() { cat "$dir/log/chapters" 2>/dev/null || echo 0; }

make_mirror() {
  heading "A mirror in $dir"
  if [[ -e $dir/mirror/adder.toml ]]; then
    echo "it is there already: going on with it"
  else
    show "$adder" init "$dir/mirror" --pypi "$upstream" ${channel:+--channel "demo-channel=$channel"}
    wishes >>"$dir/mirror/requests/pypi.list"
    [[ -z $channel ]] || conda_wishes >>"$dir/mirror/requests/demo-channel.list"
  fi
  # A mirror that an older version of this script made has no channel.
  grep -q '^name = "demo-channel"' "$dir/mirror/adder.toml" || channel=
  echo "what it is to hold, by $dir/mirror/requests/pypi.list:"
  wishes | sed 's/^/    /'
  if [[ -n $channel ]]; then
    # The channel listens elsewhere in every run, whatever adder.toml says.
    sed -i "s|http://127.0.0.1:[0-9]*/conda/demo-channel|$channel|" "$dir/mirror/adder.toml"
    echo "and by $dir/mirror/requests/demo-channel.list:"
    conda_wishes | sed 's/^/    /'
  fi
}
wishes() {
  if [[ -z ${origin-} ]]; then
    printf '%s\n' 'six latest=3' 'packaging latest=3' 'cowsay latest=3'
  else
    printf '%s\n' 'demo-pkg +deps' 'demo-plugin-*' '!demo-plugin-evil' 'demo-leaver'
  fi
}

conda_wishes() { printf '%s\n' 'demo-app +deps' 'demo-plugin-*' 'demo-withdrawn'; }

# Exit code 1 means that something was held back, with its reason; all the rest is published.
sync_mirror() {
  heading "$1"
  show "$adder" --config "$dir/mirror/adder.toml" sync || (($? == 1))
}

show_tree() {
  heading "What a web server finds in $dir/mirror/public"
  (cd "$dir/mirror" &&
    find public -name '.*' -prune -o -type f -print -o -type l -printf '%p -> %l\n') |
    sed -E 's|([0-9a-f]{8})[0-9a-f]{52}/|\1.../|; s|([0-9a-f]{8})[0-9a-f]{56}\.|\1....|' | sort
}

start_web_server() {
  heading "A web server for it"
  rm -f "$dir/log/server"
  python3 -u -m http.server 0 --bind 127.0.0.1 --directory "$dir/mirror/public" \
    >"$dir/log/server" 2>"$dir/log/server.requests" &
  started+=($!)
  wait_for "$dir/log/server"
  served=http://127.0.0.1:$(sed -n 's/.* port \([0-9]*\) .*/\1/p' "$dir/log/server")
  echo "it answers at $served"
}

install_from_it() {
  heading "A fresh Python environment that knows no other index"
  local package=$1
  rm -rf "$dir/venv"
  show python3 -m venv "$dir/venv"
  # No setting of this machine may help: what is installed comes from the mirror.
  show env PIP_CONFIG_FILE=/dev/null "$dir/venv/bin/pip" --isolated --disable-pip-version-check \
    install --no-cache-dir --index-url "$served/pypi/simple/" "$package"
  shift
  show "$dir/venv/bin/$1" "${@:2}"
}

# What a client of conda would read, and such a client where there is one.
look_at_channel() {
  heading "What a client of conda finds"
  show curl -sS --noproxy '*' "$served/conda/demo-channel/linux-64/repodata.json"
  local client
  client=$(command -v micromamba || command -v mamba || command -v conda) || return 0
  [[ $(uname -sm) == "Linux x86_64" ]] || return 0
  heading "An environment that knows no other channel, made with $client"
  rm -rf "$dir/conda-env"
  show env CONDARC=/dev/null MAMBARC=/dev/null "$client" create -y -p "$dir/conda-env" \
    --override-channels -c "$served/conda/demo-channel" demo-app
  show "$dir/conda-env/bin/demo-app"
}

let_time_pass() {
  heading "Meanwhile, upstream"
  python3 - "$origin/_demo/evolve" <<'PYTHON'
import sys, urllib.error, urllib.request
try:
    request = urllib.request.Request(sys.argv[1], method="POST")
    print(urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request).read().decode(), end="")
except urllib.error.HTTPError as over:
    print(over.read().decode(), end="")
PYTHON
  echo $(($(chapters) < 5 ? $(chapters) + 1 : 5)) >"$dir/log/chapters"
}

say_goodbye() {
  heading "What to try next"
  cat <<EOT
The mirror stays in $dir/mirror; the servers of this run are stopped. For example:
    adder="$adder --config $dir/mirror/adder.toml"
    \$adder status                what is published, and what is held back
    \$adder generations           every state that can be published again, by '\$adder rollback N'
    \$adder why $1
    \$adder --help
EOT
  [[ -z $channel ]] || cat <<EOT
Served by any web server at http://your.server, the channel is one for conda, mamba and pixi; in a .condarc:
    channels: [http://your.server/conda/demo-channel]
EOT
  [[ -z ${origin-} ]] || echo "Run this script again, and what is mirrored goes on with its story."
}

get_ready
[[ -n $upstream ]] || start_upstream
# The small index listens elsewhere in every run, whatever adder.toml says.
export ADDER_PYPI_UPSTREAM=$upstream
# What this mirror holds is small: it need not wait for a large disk.
export ADDER_LIMITS_MIN_FREE=100MiB
make_mirror
sync_mirror "First sync"
show_tree
if [[ -n ${origin-} ]]; then
  start_web_server
  install_from_it demo-pkg demo-pkg
  [[ -z $channel ]] || look_at_channel
  let_time_pass
  sync_mirror "Second sync: only what is new"
  say_goodbye demo-leaf
else
  start_web_server
  install_from_it cowsay cowsay -t "hello from your own mirror"
  say_goodbye six
fi
