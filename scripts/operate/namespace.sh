#!/usr/bin/env bash
# Whether a namespace is this repository's, before anything is put into it; one that is missing is made. helmfile runs it before
# its releases (hook "presync"). Helm needs the namespace for its record, and its own way to make it, --create-namespace, takes
# every label from a namespace that an earlier release of Helm gave it.
set -euo pipefail

usage() {
	cat <<-'TEXT'
		Usage: scripts/operate/namespace.sh --namespace=NAMESPACE --repository=REPOSITORY [options]

		Ends with 0 where NAMESPACE has the annotation nodeyard.io/deployed-from=REPOSITORY, and where it is missing. One that is
		another repository's is refused, and nothing is changed in it.

		  --brought                this repository brings the namespace: one that is there without the annotation is refused, too
		  --create                 the same, and one that is missing is made, with the annotation
		  --beside=NAMESPACE,...   others that this repository brings; refused likewise, and not made
		  --adopt=NAMESPACE,...    those that may be taken over all the same
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
	echo "platform.infrastructure.repository is missing, and so are owner.team and owner.system: they say whose the namespace $namespace is. Name the repository in the environment's file, such as github.com/acme/payments-eth." >&2
	exit 1
}

refuse() { # NAMESPACE WHOSE
	local state="the annotation $mark says that it is that of $2" other="Name another namespace in the environment's file"
	local ways="have the owner of the cluster hand it over: kubectl annotate --overwrite namespace $1 '$mark=$repository'"
	[ "$2" ] || state="it has no annotation $mark that says so"
	[ "$1" = "$namespace" ] || other="Switch its layer off in the environment's file (platform)"
	[ "$brought" != true ] || ways="take it over with all that is in it: make deploy-infrastructure ADOPT=$1 (helmfile: --state-values-set adopt.$1=true)"
	cat >&2 <<-TEXT
		namespace: $1 was not touched. It exists and is not that of ${repository:-this repository}: $state.
		namespace: $other, or $ways.
	TEXT
	exit 1
}

# Whether Helm has recorded that this repository brought a namespace: its annotation is gone where Helm made the namespace once
# more for another release.
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
		echo "namespace: takes over $name${whose:+, which was that of $(printf %.200q "$whose")}" >&2
	elif [[ $whose ]] || { [ "$brought" = true ] && ! is_recorded "$name"; }; then
		refuse "$name" "${whose:+$(printf %.200q "$whose")}"
	fi
done
[[ $missing && $create == true ]] || exit 0
# With the annotation from the start: of two repositories that make it at once, one fails.
"${kubectl[@]}" create --filename - <<-JSON
	{ "apiVersion": "v1", "kind": "Namespace", "metadata": { "name": "$namespace", "annotations": { "$mark": "$repository" } } }
JSON
