#!/usr/bin/env bash
# promtool looks for duplicate rules in each file alone: two files of one Prometheus pass every lint with the same rule in both.
#
# "check rules" takes several files and "check config" knows all that one Prometheus loads, yet a rule that is written twice is found only
# where both are in one file. Prometheus evaluates both and writes one series twice.
#
# Seen with promtool 3.16.0 (module v0.316.0), --lint=all --lint-fatal, on 2026-11-30:
#   check rules both-in-one.yaml   exit 3, 1 duplicate rule(s) found
#   check rules one.yaml two.yaml  exit 0
#   check config prometheus.yaml   exit 0
set -euo pipefail
module=github.com/prometheus/prometheus version=v0.316.0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Without service discovery, which no check of rules needs.
GOBIN=$work CGO_ENABLED=0 timeout 1200 go install -trimpath -tags remove_all_sd "$module/cmd/promtool@$version"
go version -m "$work/promtool" | awk '$1 == "mod" { print $2, $3 }'

cd "$work"
group() { printf -- '- name: %s\n  rules: [{ record: "network:ready:sum", expr: sum by (network) (node_ready) }]\n' "$1"; }
{ echo groups: && group one; } >one.yaml
{ echo groups: && group two; } >two.yaml
{ echo groups: && group one && group two; } >both-in-one.yaml
printf 'rule_files: [one.yaml, two.yaml]\n' >prometheus.yaml

check() { # WHAT FILE...
	local rc=0
	timeout 60 ./promtool check "$1" --lint=all --lint-fatal "${@:2}" >output 2>&1 || rc=$?
	printf '%-30s exit %s%s\n' "check $*" $rc "$(sed -n 's/^ *lint error \(.*found\).*/, \1/p' output)"
}
{
	check rules both-in-one.yaml
	check rules one.yaml two.yaml
	check config prometheus.yaml
} | tee seen

diff - seen <<-'TEXT'
	check rules both-in-one.yaml   exit 3, 1 duplicate rule(s) found
	check rules one.yaml two.yaml  exit 0
	check config prometheus.yaml   exit 0
TEXT
