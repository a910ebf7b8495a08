#!/usr/bin/env bash
# Check that every alert has a severity, a runbook_url that leads to a section which exists, and a test that expects it to fire.
set -euo pipefail
CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")/../.."
failed=0
say() {
	echo "$1" >&2
	failed=1
}
for file in monitoring/alerts/*.rules.yaml; do
	alerts=$(grep -c -- '- alert:' "$file" || true)
	urls=$(grep -c 'runbook_url:' "$file" || true)
	severities=$(grep -cE 'severity: (critical|warning|info) ' "$file" || true)
	[ "$alerts" = "$urls" ] || say "$file: $alerts alerts, but $urls have a runbook_url"
	[ "$alerts" = "$severities" ] || say "$file: $alerts alerts, but $severities have a severity of critical, warning or info"
	while read -r page anchor; do
		grep -qixF "## $anchor" "docs/runbooks/$page" || say "$file: docs/runbooks/$page has no section \"$anchor\""
	done < <(sed -n 's|.*runbook_url: .*/docs/runbooks/\([a-z-]*\.md\)#\([a-z-]*\)$|\1 \2|p' "$file")
	while read -r alert; do
		grep -rq "^  - name: $alert fires" monitoring/tests || say "$file: no test in monitoring/tests says \"$alert fires ...\""
	done < <(sed -n 's/.*- alert: //p' "$file")
done
exit "$failed"
