#!/usr/bin/env bash
# Check a running environment: what is wrong, and what to run. It changes nothing; --help says the rest.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
exec scripts/with-node.sh yarn nodeyard validate-deployment "$@"
