#!/bin/bash
# build.sh, one at a time: a second build waits for the first, and finds it done.
set -euo pipefail
# shellcheck source=tests/cluster/lib.sh
. "$(dirname "$0")/lib.sh"
mkdir -p "$cache"
exec flock "$cache/cluster-build.lock" "$here/build.sh" "$@"
