#!/usr/bin/env bash
# Check the syntax of every rule of a folder, and that no rule is there twice, in one file or in two: promtool compares the rules of
# one document.
set -euo pipefail
root=$(CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
folder=$(cd "${1:-$root/monitoring/alerts}" && pwd)
promtool check rules --lint=all --lint-fatal "$folder"/*.rules.yaml
cd "$root"
scripts/with-node.sh yarn workspace monitoring rules "$folder" | promtool check rules --lint=all --lint-fatal
