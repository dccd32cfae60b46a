#!/usr/bin/env bash
# Builds adder and runs its tests.
#
#   ./test.sh          everything once, campaigns at small scale
#   ./test.sh --all    also sanitizers, clang-tidy, fuzzing, and the campaigns in full
#
# Installs the Debian packages it needs. Logs are in build/logs. Ends in 'N passed, N failed'.
set -uo pipefail
cd "$(dirname "$0")" || exit 2
. tests/support/packages.sh

jobs=2
fuzz_seconds=${ADDER_FUZZ_SECONDS:-60}
logs=$PWD/build/logs
checks=$logs/checks.tsv # what is not a ctest test: name, verdict, seconds

usage() { sed -n '2,/^set /{/^# \?/s///p}' "$0"; }

heading() { printf '\n== %s (after %d:%02d)\n' "$1" $((SECONDS / 60)) $((SECONDS % 60)); }

# check NAME COMMAND...: runs it, its words go to a log. Shows the end of that if it fails.
check() {
  local name=$1 log=$logs/${1//[^a-zA-Z0-9_.-]/_}.log verdict=passed start=$SECONDS
  shift
  "$@" >"$log" 2>&1 </dev/null || verdict=failed
  printf '%s\t%s\t%d\n' "$name" "$verdict" $((SECONDS - start)) >>"$checks"
  echo "$name: $verdict"
  [[ $verdict == passed ]] && return 0
  tail -n 40 "$log"
  echo "(all of it: $log)"
  return 1
}

build() { # PRESET
  check "build $1" build_quietly "$1"
}
build_quietly() { cmake --preset "$1" && cmake --build --preset "$1" -j"$jobs"; }

# run_tests PRESET [CTEST OPTION...]: leaves $logs/PRESET.xml for the summary.
run_tests() {
  local preset=$1
  shift
  ctest --test-dir "build/$preset" -j"$jobs" --output-on-failure --no-tests=error \
    --output-junit "$logs/$preset.xml" "$@" >"$logs/ctest-$preset.log" 2>&1 </dev/null
  grep -E 'tests passed|No tests were found' "$logs/ctest-$preset.log"
}

plain() {
  heading "Packages"
  install_packages "${packages_to_build[@]}" "${packages_to_test[@]}" || exit 2
  heading "Build"
  build dev || return
  heading "Tests"
  run_tests dev
}

everything() {
  heading "Packages for --all"
  install_packages "${packages_to_test_all[@]}" || exit 2

  heading "Address and undefined behaviour sanitizers"
  build asan && run_tests asan -LE 'house|real|campaign'

  heading "Thread sanitizer"
  build tsan && run_tests tsan -L 'unit|flow'

  heading "Quickstart, and quickstart again"
  rm -rf build/quickstart
  check quickstart ./quickstart.sh --dir build/quickstart
  check "quickstart again" ./quickstart.sh --dir build/quickstart

  heading "clang-tidy"
  check clang-tidy python3 -B tests/house/tidy.py build/dev

  heading "Fuzzing, ${fuzz_seconds} s for each target"
  build fuzz && fuzz_all
}

# Two targets at a time. What a target learns stays in build/, for the next run to start from.
fuzz_all() {
  local target
  for target in build/fuzz/tests/fuzz/*_fuzz; do
    while (($(jobs -rp | wc -l) >= jobs)); do wait -n || true; done
    fuzz_one "$target" &
  done
  wait
}
fuzz_one() {
  local noun
  noun=$(basename "$1" _fuzz)
  local learnt=build/fuzz/corpus/$noun given=tests/fuzz/corpus/$noun
  mkdir -p "$learnt"
  [[ -d $given ]] || given=
  check "fuzz $noun" "$1" -max_total_time="$fuzz_seconds" -rss_limit_mb=2048 -timeout=20 \
    -artifact_prefix="$logs/$noun-" "$learnt" ${given:+"$given"}
}

case ${1-} in
  '') export ADDER_CAMPAIGN=small ;;
  --all) export ADDER_CAMPAIGN=full ;;
  -h | --help) usage && exit 0 ;;
  *) usage >&2 && exit 2 ;;
esac

rm -rf "$logs"
mkdir -p "$logs"
: >"$checks"
plain
[[ ${1-} == --all ]] && everything
heading "Summary"
exec python3 -B tests/support/summary.py "$logs"
