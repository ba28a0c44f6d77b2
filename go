#!/bin/sh
# Turn a checkout on a bare machine into a running Rely. `./go help` lists the commands;
# docs/decisions/0002-set-up-with-one-script.md says why set-up is this one script.
set -eu
unset PYTHONHOME PYTHONPATH
CDPATH='' cd -- "$(dirname -- "$0")"
ROOT=$(pwd -P)
LOG=.cache/go.log

help() {
    cat <<'END'
./go sets up what a command needs (Python packages in .venv, missing system libraries) and runs it.

  ./go demo [--once]          fill an example database, write a sample report, serve the site until Ctrl-C;
                              --once checks that the site answers and stops
  ./go test [--all] [ARG...]  run the tests; --all adds the long ones, and installs R and PSPP for them;
                              ARG goes to pytest (-k word, tests/scoring)
  ./go check                  format, lint, types, layers, dependencies, questionnaires and tests
  ./go bench [SUBJECT]        measure side by side what SUBJECT compares (default: everything)
  ./go shots [--only WORD] [FOLDER]
                              make pictures of every page of the site (default: .cache/shots/index.html)
  ./go setup                  set up only; afterwards the command is .venv/bin/rely
  ./go lock [--upgrade]       resolve pyproject.toml into requirements/*.txt
  ./go help                   this text

It works in the project's folder, wherever it is called from. Progress goes to standard error, details to
.cache/go.log. Exit codes: 2 wrong usage; 3 this machine lacks something (the text says what mends it);
otherwise the code of the command that was run.
END
}

# -- speaking -------------------------------------------------------------------------------------------

say() { printf 'go: %s\n' "$*" >&2; }

fail() { # CODE TEXT...
    code=$1 && shift
    say "$@"
    exit "$code"
}

logged() { # COMMAND... : run it, its output in the log
    if [ -z "${log_is_open-}" ]; then
        { mkdir -p .cache && true >"$LOG"; } 2>/dev/null || fail 3 "'$ROOT' cannot be written to:
    run ./go as the owner of this folder, or in a copy of your own."
        log_is_open=yes
    fi
    printf '\n$ %s\n' "$*" >>"$LOG"
    "$@" >>"$LOG" 2>&1 </dev/null
}

step() { # TEXT COMMAND... : run one step of the set-up, or stop with the end of its log
    text=$1 && shift
    say "$text"
    logged "$@" && return
    say "that failed. The end of its log, $ROOT/$LOG:"
    tail -n 12 "$LOG" >&2
    exit 3
}

# -- system packages ------------------------------------------------------------------------------------

# LIBRARY=PACKAGE: what WeasyPrint loads (libgobject too, which libpango loads itself), and Debian's package.
RUN_LIBRARIES='libpango-1.0.so.0=libpango-1.0-0 libpangoft2-1.0.so.0=libpangoft2-1.0-0
    libharfbuzz.so.0=libharfbuzz0b libharfbuzz-subset.so.0=libharfbuzz-subset0
    libfontconfig.so.1=libfontconfig1'
# What the driver of the browser that plays the journeys needs.
TEST_LIBRARIES='libatomic.so.1=libatomic1'

# shellcheck disable=SC2086 # the lists are split into words on purpose
missing_packages() { # KIT : the packages whose library does not load (all, while there is no Python to try)
    libraries=$RUN_LIBRARIES
    [ "$1" != test ] || libraries="$libraries $TEST_LIBRARIES"
    if [ -n "$PYTHON" ]; then
        "$PYTHON" -c 'import ctypes, sys
for pair in sys.argv[1:]:
    library, package = pair.split("=")
    try:
        ctypes.CDLL(library)
    except OSError:
        print(package)' $libraries
    else
        printf '%s\n' python3 python3-venv
        for pair in $libraries; do printf '%s\n' "${pair#*=}"; done
    fi
    [ "$1" != test ] || browser_there || browser_package
    [ "$1" != test ] || postgres_there || echo postgresql
}

browser_there() { command -v chromium >/dev/null || command -v chromium-browser >/dev/null; }

postgres_there() { # its server: the programs that make and start a cluster
    command -v initdb >/dev/null && return
    for initdb in /usr/lib/postgresql/*/bin/initdb; do [ ! -x "$initdb" ] || return 0; done
    return 1
}

# What the long tests compare our numbers with, as Debian calls them: R with these packages, and PSPP.
R_PACKAGES='psych gparotation haven jsonlite'

missing_statistics() { # the packages of programs for statistics that are not there
    command -v pspp >/dev/null || echo pspp
    command -v Rscript >/dev/null || echo r-base-core
    for package in $R_PACKAGES; do
        r_package_there "$package" || echo "r-cran-$package"
    done
}

r_package_there() { # PACKAGE, in small letters
    Rscript -e "quit(status = !any(tolower(.packages(all.available = TRUE)) == '$1'))" >/dev/null 2>&1
}

browser_package() { # Ubuntu has its own name for it
    if grep -qs '^ID=ubuntu' /etc/os-release; then echo chromium-browser; else echo chromium; fi
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

install_packages() { # PACKAGE...
    command -v apt-get >/dev/null || fail 3 "this machine lacks what Debian calls: $*.
    It has no apt-get, so ./go cannot install that. Install the same with its own package manager, or build
    the Containerfile:  podman build -t rely . && podman run --rm -p 8000:8000 -v rely:/data rely"
    as_root true 2>/dev/null || fail 3 "this machine lacks system packages, which only an administrator can install. Let one run

    sudo apt-get update && sudo apt-get install -y --no-install-recommends $*

and then call ./go again."
    if [ -z "${lists_are_read-}" ]; then
        say "reading the lists of packages"
        logged as_root apt-get -q update || say "not every list could be read; going on with those that could"
        lists_are_read=yes
    fi
    step "installing $*" as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -q -y -o DPkg::Lock::Timeout=300 install --no-install-recommends "$@"
}

# -- Python ---------------------------------------------------------------------------------------------

find_python() { # sets PYTHON to the newest one that can make an environment
    for PYTHON in python3.13 python3.12 python3.11 python3; do
        "$PYTHON" -c 'import ctypes, ensurepip, sqlite3, ssl, sys, venv; sys.exit(sys.version_info < (3, 11))' \
            >/dev/null 2>&1 && return
    done
    return 1
}

works() { # ENV : its Python runs, has its own packages, and it was made for this folder
    [ "$(cat "$1/go-root" 2>/dev/null)" = "$ROOT" ] && "$1/bin/python" -c 'import pip' 2>/dev/null
}

fingerprint() { # ENV : changes when anything that decides what is installed changes
    { printf '%s\n' "$ROOT" && cat go pyproject.toml requirements/*.txt "$1/pyvenv.cfg"; } | cksum
}

make_env() { # ENV : an empty environment
    step "making $1 with $("$PYTHON" --version 2>&1)" "$PYTHON" -m venv --clear "$1"
    printf '%s\n' "$ROOT" >"$1/go-root"
}

stands_alone() { # KIT : programs that have nothing to do with this project, and must not meet its packages
    [ "$1" = tools ] || [ "$1" = otree ]
}

fill_env() { # ENV KIT : the locked packages of KIT and, unless it stands alone, this project
    step "installing the packages of requirements/$2.txt into $1" "$1/bin/python" -m pip install \
        --disable-pip-version-check --no-input --require-hashes -r "requirements/$2.txt"
    stands_alone "$2" || step "installing this project into $1" "$1/bin/python" -m pip install \
        --disable-pip-version-check --no-input --no-build-isolation --no-deps --editable .
    fingerprint "$1" >"$1/go-$2"
    [ "$2" != test ] || cp "$1/go-test" "$1/go-run"
}

set_up() { # KIT : run, test, bench, otree or tools, each as requirements/KIT.txt locks it
    env=.venv remake=
    case $1 in bench | otree | tools) env=.venv-$1 ;; esac
    PYTHON=$env/bin/python
    works "$env" || { remake=yes && find_python; } || PYTHON=
    if [ -z "$PYTHON" ] || ! stands_alone "$1"; then set_up_system "$1"; fi
    [ -z "$remake" ] || make_env "$env"
    [ "$(cat "$env/go-$1" 2>/dev/null)" = "$(fingerprint "$env")" ] || fill_env "$env" "$1"
}

# shellcheck disable=SC2046 # the list of packages is split into words on purpose
set_up_system() { # KIT
    lacking=$(missing_packages "$1")
    [ -z "$lacking" ] || install_packages $(printf '%s\n' "$lacking")
    [ -n "$PYTHON" ] || find_python || fail 3 "Rely needs Python 3.11 or newer with venv and ensurepip, and the
    packages of this machine offer an older one. Install one as python3.11 (or 3.12, 3.13), or build the Containerfile."
}

# shellcheck disable=SC2046 # the list of packages is split into words on purpose
set_up_statistics() {
    lacking=$(missing_statistics)
    [ -z "$lacking" ] || install_packages $(printf '%s\n' "$lacking")
}

# -- commands -------------------------------------------------------------------------------------------

no_arguments() { # COMMAND ARGUMENT...
    [ $# -eq 1 ] || fail 2 "./go $1 takes no arguments, and got: $2. See ./go help."
}

asks_for_all() { # ARGUMENT...
    for argument; do [ "$argument" != --all ] || return 0; done
    return 1
}

run_tests() { # [--all] [PYTEST ARGUMENT...]
    which='not long'
    for argument; do
        shift
        if [ "$argument" = --all ]; then which=; else set -- "$@" "$argument"; fi
    done
    set -- -n 2 --dist loadfile -m "$which" "$@"
    say "pytest $*"
    .venv/bin/python -m pytest "$@"
}

verdict() { # NAME COMMAND... : run one check and remember whether it failed
    name=$1 && shift
    say "$name"
    "$@" || failed="${failed-}${failed:+, }$name"
}

check() {
    verdict format .venv/bin/ruff format --check .
    verdict lint .venv/bin/ruff check .
    verdict types .venv/bin/mypy
    verdict layers .venv/bin/lint-imports --cache-dir .cache/import-linter
    verdict dependencies .venv/bin/deptry rely
    verdict questionnaires .venv/bin/rely validate --strict
    verdict tests run_tests
    [ -z "${failed-}" ] || fail 1 "not in order: $failed."
    say "all in order."
}

compile() { # NAME ARGUMENT... : pyproject.toml -> requirements/NAME.txt, for every platform and Python
    name=$1 && shift
    step "resolving requirements/$name.txt" .venv-tools/bin/uv pip compile "$@" \
        --universal --python-version 3.11 --fork-strategy fewest \
        --generate-hashes --no-header --no-annotate --no-config --output-file "requirements/$name.txt"
}

lock() { # [--upgrade]
    compile run pyproject.toml --extra postgres --extra research --group build "$@"
    compile test pyproject.toml --extra postgres --extra research --group test --constraints requirements/run.txt "$@"
    compile bench pyproject.toml --extra research --group bench --constraints requirements/run.txt "$@"
    compile otree --group otree "$@"
    compile tools --group tools "$@"
}

set_up_rivals() { # [SUBJECT...] : what a subject is measured beside; the measurement tells what is not there
    case " ${*:-web} " in
        *' web '*) (set_up otree) || say "going on without oTree." ;;
    esac
}

command=${1-help}
[ $# -eq 0 ] || shift
case $command in
    demo)
        set_up run
        exec .venv/bin/python -m rely.cli.demo "$@"
        ;;
    setup)
        no_arguments setup "$@"
        set_up test
        say "ready: .venv/bin/rely --help"
        ;;
    test)
        set_up test
        ! asks_for_all "$@" || set_up_statistics
        run_tests "$@"
        ;;
    check)
        no_arguments check "$@"
        set_up test
        check
        ;;
    bench)
        set_up bench
        set_up_rivals "$@"
        exec .venv-bench/bin/python -m benchmarks "$@"
        ;;
    shots)
        set_up test
        exec .venv/bin/python -m tests.shots "$@"
        ;;
    lock)
        [ "$*" = "" ] || [ "$*" = --upgrade ] || fail 2 "./go lock takes --upgrade or nothing, and got: $*."
        set_up tools
        lock "$@"
        ;;
    help | -h | --help) help ;;
    *) fail 2 "there is no command '$command'. ./go help lists them." ;;
esac
