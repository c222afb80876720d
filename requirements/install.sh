#!/bin/sh
# Makes .venv when it is missing and installs one locked list into it, every file checked against its hash.
set -eu
list=$1
python=${PYTHON:-python3}
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    echo "Python 3.11 or newer is needed; '$python' is not. Say which one: make run PYTHON=/path/to/python3.11" >&2
    exit 1
fi
if [ ! -x .venv/bin/python ]; then
    if command -v uv >/dev/null 2>&1; then
        uv venv --quiet --python "$python" .venv
    elif ! "$python" -m venv .venv; then
        rm -rf .venv
        echo "Python cannot make virtual environments here. On Debian and Ubuntu: apt install python3-venv" >&2
        exit 1
    fi
fi
echo "Installing $list (once; about half a minute) …" >&2
if command -v uv >/dev/null 2>&1; then
    VIRTUAL_ENV=.venv uv pip install --quiet --require-hashes -r "$list"
else
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$list"
fi
