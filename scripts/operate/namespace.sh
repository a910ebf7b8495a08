#!/usr/bin/env bash
# Checks that a namespace belongs to this repository before a release is installed into it; creates a missing one. helmfile runs
# it before its releases (hook "presync"). Helm needs the namespace for its record, and --create-namespace removes every label
# from a namespace that an earlier release of Helm set.
set -euo pipefail

usage() {
	cat <<-'TEXT'
		Usage: scripts/operate/namespace.sh --namespace=NAMESPACE --repository=REPOSITORY [options]

		Exits with 0 if NAMESPACE has the annotation nodeyard.io/deployed-from=REPOSITORY, or does not exist. A namespace of
		another repository is refused, and nothing is changed in it.

		  --brought                this repository creates the namespace: an existing one without the annotation is refused, too
		  --create                 the same, and a missing one is created with the annotation
		  --beside=NAMESPACE,...   others that this repository creates; refused likewise, and not created here
		  --adopt=NAMESPACE,...    namespaces to take over from other repositories
		  --context=CONTEXT        of the kubeconfig; default: the current one
	TEXT
}

here=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=scripts/operate/options.sh
. "$here/options.sh"
context='' namespace='' repository='' brought=false create=false beside='' adopt=''
read_options "context namespace repository brought create beside adopt" "$@"
[[ $namespace ]] || usage_error
[[ $create != true ]] || brought=true
kubectl=(kubectl ${context:+--context="$context"})
mark=nodeyard.io/deployed-from
# Dots of a key are escaped in a path.
read_mark='jsonpath={.metadata.name}={.metadata.annotations.nodeyard\.io/deployed-from}'
[[ $repository || $brought != true ]] || {
	echo "platform.infrastructure.repository is missing, and so are owner.team and owner.system: they identify the owner of the namespace $namespace. Name the repository in the environment's file, such as github.com/acme/payments-eth." >&2
	exit 1
}

refuse() { # NAMESPACE WHOSE
	local state="the annotation $mark names $2" other="Name another namespace in the environment's file"
	local ways="have the owner of the cluster hand it over: kubectl annotate --overwrite namespace $1 '$mark=$repository'"
	[ "$2" ] || state="it has no annotation $mark that says so"
	[ "$1" = "$namespace" ] || other="Switch its layer off in the environment's file (platform)"
	[ "$brought" != true ] || ways="take it over with all that is in it: make deploy-infrastructure ADOPT=$1 (helmfile: --state-values-set adopt.$1=true)"
	cat >&2 <<-TEXT
		namespace: $1 was not touched. It exists and does not belong to ${repository:-this repository}: $state.
		namespace: $other, or $ways.
	TEXT
	exit 1
}

# Whether Helm's records show that this repository created a namespace: the annotation is lost if Helm created the namespace
# again for another release.
is_recorded() { # NAMESPACE
	[ "$repository" ] || return
	command helm get manifest platform-namespaces ${context:+--kube-context="$context"} --namespace "$namespace" 2>/dev/null |
		awk -v name="  name: \"$1\"" -v mark="    $mark: \"$repository\"" '
			/^---/ { kind = named = 0 }
			$0 == "kind: Namespace" { kind = 1 }
			$0 == name { named = 1 }
			kind && named && $0 == mark { found = 1 }
			END { exit !found }'
}

missing=''
for name in "$namespace" ${beside//,/ }; do
	there=$("${kubectl[@]}" get namespace "$name" --ignore-not-found --output "$read_mark")
	whose=${there#*=}
	if [[ ! $there ]]; then
		[ "$name" != "$namespace" ] || missing=yes
	elif [[ $repository && $whose == "$repository" ]]; then
		continue
	elif [[ ,$adopt, == *",$name,"* ]]; then
		echo "namespace: takes over $name${whose:+ from $(printf %.200q "$whose")}" >&2
	elif [[ $whose ]] || { [ "$brought" = true ] && ! is_recorded "$name"; }; then
		refuse "$name" "${whose:+$(printf %.200q "$whose")}"
	fi
done
[[ $missing && $create == true ]] || exit 0
# With the annotation from the start: of two repositories that make it at once, one fails.
"${kubectl[@]}" create --filename - <<-JSON
	{ "apiVersion": "v1", "kind": "Namespace", "metadata": { "name": "$namespace", "annotations": { "$mark": "$repository" } } }
JSON
