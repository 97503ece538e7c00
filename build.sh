#!/usr/bin/env bash
# Bootstraps build.cake, which holds the tasks: ./build.sh TASK [arguments for the task]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

case "${1:-}" in
"" | -h | --help)
    cat <<'HELP'
usage: ./build.sh TASK [--option value]

  conform       build everything, run the whole catalogue on every runtime found, write artifacts/report/index.html
  test          build everything, run the tests; the last line is "N passed, N failed, N skipped"
  bench         measure what calls and programs cost
  memcheck      run the tests of the reference under valgrind, and mistakes that it must report
  pack          make the touchstone tool as a package in artifacts/packages
  restore, format-check, fixtures, build
                one stage alone

conform exits 0 as expected, 1 not as expected, 2 usage, 3 harness or runtime failure, 4 incomplete run.
example: ./build.sh conform --case 'structures/*' --runtime reference-3.11
HELP
    exit 0
    ;;
esac

if ! command -v dotnet >/dev/null || ! dotnet --version >/dev/null 2>&1; then
    echo "build.sh: the .NET 10 SDK is not installed; install it, then run this again: https://dotnet.microsoft.com/download" >&2
    exit 3
fi

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
target=$1
shift
dotnet tool restore >/dev/null || { echo "build.sh: the tools of .config/dotnet-tools.json could not be restored: run 'dotnet tool restore' to see why" >&2; exit 3; }

# What follows the task is the tool's own: it travels as one value, so that Cake does not read it.
status=0
TOUCHSTONE_ARGUMENTS=$(printf '%s\n' "$@") dotnet cake build.cake --target="$target" --verbosity=minimal || status=$?
# Cake ends with a table of its tasks; the tests' own last line comes after it.
[ "$target" != test ] || [ ! -f artifacts/test/summary.txt ] || cat artifacts/test/summary.txt
exit "$status"
