#!/usr/bin/env bash
# Deploys an environment's files to the cluster, or shows what that would change.
set -euo pipefail

usage() {
	cat <<-'TEXT'
		Usage: scripts/operate/deploy.sh --environment=ENVIRONMENT [--select=LABEL=VALUE,...] [--force]
		       [--adopt=NAMESPACE,...] [--dry-run [--detailed-exitcode]]

		Deploys the releases of environments/ENVIRONMENT.yaml, or those with all the labels (name=geth-0,layer=ethereum).
		With helm-diff, `helmfile apply` upgrades only the releases that differ. Without it, `helmfile sync` upgrades every
		release; a node whose objects stay the same is not restarted by that.

		  --dry-run    only show the changes: with helm-diff, else with `kubectl diff` of the rendered objects, which
		               does not show deletions
		  --detailed-exitcode
		               with --dry-run: exits with 2 if there are changes
		  --adopt      take over existing namespaces of other repositories, with everything in them
		  --force      upgrade nodes regardless of the others (docs/operations.md, "When the gate refuses")
	TEXT
}

# shellcheck source=scripts/operate/options.sh
. "$(dirname "${BASH_SOURCE[0]}")/options.sh"
# shellcheck source=scripts/operate/explain.sh
. "$(dirname "${BASH_SOURCE[0]}")/explain.sh"
environment='' select='' force='' adopt='' dry_run='' detailed_exitcode=''
read_options "environment select force adopt dry-run detailed-exitcode" "$@"
[[ $environment && ! ($detailed_exitcode && ! $dry_run) ]] || usage_error
open_environment "$environment"
reach_cluster
helmfile+=(${select:+--selector "$select"} ${force:+--state-values-set force=true})
for name in ${adopt//,/ }; do helmfile+=(--state-values-set "adopt.$name=true"); done
[[ ,${select:-layer=ethereum}, != *,layer=ethereum,* ]] || "$(dirname "${BASH_SOURCE[0]}")/policies.sh" --environment="$environment" >&2 || true
# Policies of snapshots name the API server's addresses of today.
api_server=$("$(dirname "${BASH_SOURCE[0]}")/api-server.sh" --environment="$environment" 2>/dev/null) || api_server=''
helmfile+=(${api_server:+--state-values-set "apiServer=$api_server"})
# A deployment prints its changes and the nodes that it waits for; Helm's notes are printed by "helm status".
exec 9>&2

# After a failure of helmfile: the unknown key of a node, if a rendering without the cluster fails by one.
explain_failure() {
	local errors
	[[ ,${select:-layer=ethereum}, == *,layer=ethereum,* ]] || return 0
	errors=$(mktemp)
	[ -n "$select" ] || helmfile+=(--selector layer=ethereum)
	"${helmfile[@]}" --quiet template 2>"$errors" >/dev/null || explain_unknown_key "$environment" "$errors"
	rm -f "$errors"
}

# In the background, because bash passes no signal to a program that it waits for in the foreground.
run_helmfile() { # ARGUMENT...
	local child status=0
	"${helmfile[@]}" "$@" <&0 &
	child=$!
	trap 'interrupted=yes; kill -TERM "$child" 2>/dev/null || true' INT TERM
	until wait "$child" || status=$?; ! kill -0 "$child" 2>/dev/null; do :; done
	trap - INT TERM
	# With --detailed-exitcode, 2 is a difference.
	[[ $status = 0 || ${interrupted:-} || ($detailed_exitcode && $status = 2) ]] || explain_failure
	return "$status"
}

has_helm_diff() { helm plugin list 2>/dev/null | awk '$1 == "diff" { found = 1 } END { exit !found }'; }

# Rendered objects that are in the namespace of the nodes or in none, or those in another.
objects_of() { # ours|others
	awk -v chosen="$1" -v namespace="$namespace" '
		function flush() { if ((other ? "others" : "ours") == chosen && count) printf "---\n%s", text; text = ""; other = count = 0 }
		/^---/ { flush(); next }
		/^[a-zA-Z]/ { section = $1 }
		section == "metadata:" && /^  namespace: / { name = $2; gsub(/["\047]/, "", name); other = name != namespace }
		{ text = text $0 "\n" }
		/^[^#]/ { count++ }
		END { flush() }' <<<"$objects"
}

# Prints differences. kubectl exits with 1 for them, and for errors. A namespace that is missing is a difference.
compare() { # KUBECTL...
	local shown status=0 input errors
	input=$(cat)
	[ -n "$input" ] || return 0
	errors=$(mktemp)
	shown=$("$@" diff --filename - <<<"$input" 2>"$errors") || status=$?
	cat "$errors" >&2
	grep -vE '^Error from server \(NotFound\): namespaces ' "$errors" | grep -qE '^([Ee]rror: |Error from server )' && status=2
	rm "$errors"
	[ -z "$shown" ] || printf '%s\n' "$shown"
	case $status in 0) return ;; 1) differs=yes ;; *) exit 1 ;; esac
}

if [ -n "$dry_run" ] && has_helm_diff; then
	echo "deploy: by helm-diff" >&2
	run_helmfile --quiet diff ${detailed_exitcode:+--detailed-exitcode}
elif [ -n "$dry_run" ]; then
	echo "deploy: helm-diff is not installed; by kubectl diff, which does not show deletions" >&2
	# A test is an object only while it runs.
	objects=$("${helmfile[@]}" --quiet template --skip-tests) || {
		explain_failure
		exit 1
	}
	differs=''
	# kubectl refuses objects that name another namespace than --namespace, which those without one need.
	compare "${kubectl[@]}" < <(objects_of ours)
	compare kubectl ${context:+--context="$context"} < <(objects_of others)
	[[ ! $differs || ! $detailed_exitcode ]] || exit 2
elif has_helm_diff; then
	echo "deploy: helmfile apply, because helm-diff is installed: only releases that differ are upgraded" >&2
	run_helmfile apply --suppress-diff
else
	echo "deploy: helmfile sync, because helm-diff is not installed: every release, and nodes that stay the same keep running" >&2
	run_helmfile sync
fi
