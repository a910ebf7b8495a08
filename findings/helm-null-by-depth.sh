#!/usr/bin/env bash
# Whether a null in a values file removes a key from .Values or adds it there depends on what the chart's own values.yaml has, and how deep.
#
# Helm documents null as the way to delete a default. Without a default the same line brings the key in, as null: hasKey finds it, toYaml prints it,
# a schema refuses it ("got null, want string"). A default that is null itself is dropped before templates see it (since Helm 4.2), and a null
# of the user on top of it drops it at the top of the file and restores it one level further down.
#
# Seen with helm.sh/helm/v4 v4.3.1 on 2026-11-30:
#   chart alone           {"level":{"set":1},"set":1}
#   with nulls, -f        {"absent":null,"level":{"absent":null,"empty":null}}
#   with nulls, --set     {"absent":null,"level":{"absent":null,"empty":null}}
set -euo pipefail
module=helm.sh/helm/v4 version=v4.3.1

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
GOBIN=$work CGO_ENABLED=0 timeout 1200 go install -trimpath "$module/cmd/helm@$version"
go version -m "$work/helm" | awk '$1 == "mod" { print $2, $3 }'

mkdir -p "$work/chart/templates"
printf 'apiVersion: v2\nname: chart\nversion: 1.0.0\n' >"$work/chart/Chart.yaml"
printf 'set: 1\nempty: null\nlevel: { set: 1, empty: null }\n' >"$work/chart/values.yaml"
printf 'values: {{ .Values | toJson }}\n' >"$work/chart/templates/values.yaml"
printf 'set: null\nempty: null\nabsent: null\nlevel: { set: null, empty: null, absent: null }\n' >"$work/nulls.yaml"

render() { HELM_CACHE_HOME=$work HELM_CONFIG_HOME=$work HELM_DATA_HOME=$work timeout 60 "$work/helm" template release "$work/chart" "$@" | sed -n 's/^values: //p'; }
{
	printf 'chart alone           %s\n' "$(render)"
	printf 'with nulls, -f        %s\n' "$(render -f "$work/nulls.yaml")"
	printf 'with nulls, --set     %s\n' "$(render --set set=null,empty=null,absent=null,level.set=null,level.empty=null,level.absent=null)"
} | tee "$work/seen"

diff - "$work/seen" <<-'TEXT'
	chart alone           {"level":{"set":1},"set":1}
	with nulls, -f        {"absent":null,"level":{"absent":null,"empty":null}}
	with nulls, --set     {"absent":null,"level":{"absent":null,"empty":null}}
TEXT
