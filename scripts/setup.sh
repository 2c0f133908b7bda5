#!/usr/bin/env bash
# usage: setup.sh VENV [dev]   makes the virtual environment and installs planparse into it (with the tools for tests).
set -euo pipefail
venv=$1
what=.
[ "${2:-}" = dev ] && what='.[dev]'

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
  local name
  for name in ${PYTHON:-} python3 python3.11 python3.12 python3.13 python3.14 python \
              "${HOME:-}"/.pyenv/versions/3.1[1-9]*/bin/python3 /usr/local/bin/python3 /opt/homebrew/bin/python3; do
    if command -v "$name" >/dev/null 2>&1 && new_enough "$name"; then command -v "$name"; return 0; fi
  done
  return 1
}

as_root() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; }

install_debian() {
  echo "installing $* with apt-get ..." >&2
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >&2
}

if ! { [ -x "$venv/bin/python" ] && new_enough "$venv/bin/python" && "$venv/bin/python" -m pip --version >/dev/null 2>&1; }; then
  if ! python=$(find_python); then
    if as_root; then install_debian python3 python3-venv || true; fi
    if ! python=$(find_python); then
      echo "planparse: no Python 3.11 or newer: PATH: install one (Debian 12: apt-get install python3 python3-venv) or set PYTHON=/path/to/python3" >&2
      exit 2
    fi
  fi
  rm -rf "$venv"
  if ! "$python" -m venv "$venv" >/dev/null 2>&1; then
    rm -rf "$venv"
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    if as_root; then install_debian "python$version-venv" || install_debian python3-venv || true; fi
    if ! "$python" -m venv "$venv" >/dev/null 2>&1; then
      rm -rf "$venv"
      echo "planparse: $python cannot make a virtual environment: $venv: install its venv module (Debian: apt-get install python3-venv)" >&2
      exit 2
    fi
  fi
fi

echo "installing planparse into $venv (needs PyPI once) ..." >&2
if ! "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --editable "$what"; then
  echo "planparse: the installation failed: $venv: check the connection to PyPI (pip's own message stands above)" >&2
  exit 2
fi

if [ "${2:-}" = dev ] && ! command -v soffice >/dev/null 2>&1; then
  as_root && { install_debian libreoffice-writer-nogui libreoffice-calc-nogui || true; }
  command -v soffice >/dev/null 2>&1 || echo "planparse: no LibreOffice (soffice): the tests of .doc, .rtf, .odt and .xls are skipped" >&2
fi
if [ "${2:-}" = dev ] && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && ! command -v initdb >/dev/null 2>&1; then
  as_root && { install_debian postgresql || true; }
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || echo "planparse: no PostgreSQL (initdb): the tests of exports to it are skipped" >&2
fi

if [ "${2:-}" = dev ] && ! command -v chromium >/dev/null 2>&1; then
  as_root && { install_debian chromium fonts-noto-cjk || true; }
  command -v chromium >/dev/null 2>&1 || echo "planparse: no Chromium (chromium): the tests of the pages in a browser are skipped" >&2
fi
exit 0
