#!/usr/bin/env bash
# Check the syntax of every rule, and that no two rules are the same, in one file or in two of them: promtool compares the rules
# of one document, so that it gets them as one document too. A folder of rule files may be given.
set -euo pipefail
cd "${1:-$(dirname "${BASH_SOURCE[0]}")/../alerts}"
promtool check rules --lint=all --lint-fatal ./*.rules.yaml
{
	echo groups:
	grep -hv '^groups:' ./*.rules.yaml
} | promtool check rules --lint=all --lint-fatal
