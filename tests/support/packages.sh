# Which Debian 12 packages the scripts need, and how they are installed: the one place that says so.
# Sourced by quickstart.sh and test.sh.
# shellcheck shell=bash disable=SC2034

packages_to_build=(
  ca-certificates ccache cmake g++ mold ninja-build pkg-config
  libarchive-dev libbz2-dev libcli11-dev libcurl4-openssl-dev libre2-dev libsodium-dev
  libsqlite3-dev libssl-dev libtomlplusplus-dev libzstd-dev nlohmann-json3-dev zlib1g-dev
)
packages_to_try=(curl python3 python3-venv)
packages_to_test=(
  clang-format-14 curl e2fsprogs git libgtest-dev mount nginx openssl python3
  python3-conda-package-streaming python3-pip python3-venv shellcheck strace xfsprogs
)
packages_to_test_all=(clang-14 clang-tidy-14 libclang-rt-14-dev llvm-14)

# Installs those of the named packages that are missing, and says which.
install_packages() {
  if ! command -v apt-get >/dev/null; then
    echo "this is no Debian; the packages needed are called there: $*"
    echo "going on with what is here"
    return 0
  fi
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed ||
      missing+=("$package")
  done
  if ((${#missing[@]} == 0)); then
    echo "all $# packages are here"
    return 0
  fi
  echo "installing: ${missing[*]}"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
  keep_nginx_quiet "${missing[@]}"
}

as_root() {
  if ((EUID == 0)); then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    echo "error: '$*' needs root, and there is no sudo" >&2
    echo "hint: run it as root once, then this script again" >&2
    exit 2
  fi
}

# Debian starts a web server as soon as it is installed. The tests start their own, on free ports.
keep_nginx_quiet() {
  if [[ " $* " == *" nginx "* && -d /run/systemd/system ]]; then
    as_root systemctl disable --now nginx >/dev/null 2>&1 || true
  fi
}
