# Rendered objects of an environment's files. Sourced by the programs beside this, after open_environment.
# shellcheck shell=bash
: "${kubectl[0]:?}" "${helmfile[0]:?}" "${environment:?}"

# As in deploy.sh, so that the rendered objects are the deployed ones.
api_server=$("$(dirname "${BASH_SOURCE[0]}")/api-server.sh" --environment="$environment" 2>/dev/null) || api_server=''
helmfile+=(${api_server:+--state-values-set "apiServer=$api_server"})

# One node's StatefulSet as rendered from the files: "name|execution client|consensus client|claim=size claim=size ".
rendered_node() { # NODE
	local objects client='index .metadata.labels "ethereum.nodeyard.io/'
	objects=$("${helmfile[@]}" --quiet --selector "name=$1" template) || return
	"${kubectl[@]}" create --dry-run=client --filename - --output "go-template={{if eq .kind \"StatefulSet\"}}{{.metadata.name}}|{{${client}execution-client\"}}|{{${client}consensus-client\"}}|{{range .spec.volumeClaimTemplates}}{{.metadata.name}}={{.spec.resources.requests.storage}} {{end}}{{end}}" <<<"$objects"
}

# Deploys the release of one node, including objects that were deleted by hand, which `helmfile apply` would not detect.
apply_node() { # NODE
	"${helmfile[@]}" --quiet --selector "name=$1" --state-values-set force=true sync >/dev/null
}

# A field of a volume claim; nothing when there is no such claim.
claim_field() { # CLAIM JSONPATH
	"${kubectl[@]}" get persistentvolumeclaim "$1" --ignore-not-found --output "jsonpath={$2}"
}
