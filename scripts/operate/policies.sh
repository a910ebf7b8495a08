#!/usr/bin/env bash
# Admission policies of snapshots that a cluster lacks, or has from an older release than the nodes.
set -euo pipefail

usage() {
	cat <<-'TEXT'
		Usage: scripts/operate/policies.sh --environment=ENVIRONMENT

		Prints a line for each policy of charts/platform that the cluster lacks, and one if they are from another release of
		the chart than this repository's. Prints nothing if all are current, if the namespace takes no snapshots and there is
		no policy, or if they may not be read. Exits with 0: the policies are up to the cluster's administrators.
	TEXT
}

here=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=scripts/operate/options.sh
. "$here/options.sh"
environment=''
read_options "environment" "$@"
[ -n "$environment" ] || usage_error
open_environment "$environment"
patient=yes # what cannot be read is unknown, and no error
templates=charts/platform/templates/admission
[ -d "$templates" ] || exit 0
first='deploy them first: make deploy-infrastructure in the environment that brings them (docs/operations.md, "Upgrade")'
# "name chart" of each, such as "ethereum-snapshot-jobs platform-0.1.0".
live=$("${kubectl[@]}" get validatingadmissionpolicies --output \
	'jsonpath={range .items[*]}{.metadata.name} {.metadata.labels.helm\.sh/chart}{"\n"}{end}' 2>/dev/null) || exit 0
live=$(grep '^ethereum-snapshot-' <<<"$live") || {
	orchestrators=$("${kubectl[@]}" get roles --selector ethereum.nodeyard.io/role=snapshot --output name 2>/dev/null) || exit 0
	[ -z "$orchestrators" ] || echo "policies: the cluster has no policy that restricts orchestrators of snapshots to their Roles: $first"
	exit 0
}
while read -r about; do
	grep -q "^ethereum-snapshot-$about " <<<"$live" || echo "policies: ethereum-snapshot-$about is missing in the cluster: $first"
done < <(sed -n 's/.*"platform.admission.policy" (dict "root" \$ "about" "\([a-z]*\)").*/\1/p' "$templates"/*.yaml)
version=$(yaml_values charts/platform/Chart.yaml version) || exit 0
chart=platform-$version
others=$(grep -v " $chart\$" <<<"$live" | cut -d' ' -f2 | sort -u | paste -sd' ') || exit 0
[ -z "$others" ] || echo "policies: the policies of snapshots are from $others, and these nodes require $chart: $first"
