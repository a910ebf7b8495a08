#!/usr/bin/env bash
# Write the releases of an environment's nodes for Argo CD and for Flux.
set -euo pipefail

usage() {
	cat <<-'TEXT'
		Usage: scripts/gitops.sh --environment=ENVIRONMENT [--check]

		Writes gitops/ENVIRONMENT from environments/ENVIRONMENT.yaml: for each node, each pool and what they share the values of its
		release, an Application of Argo CD and a HelmRelease of Flux. source.yaml has the URL and the branch that they are read from;
		it is written once, and can be edited.

		Both install what "make deploy" installs, without its gate: neither waits until the other nodes are in sync. The namespace comes
		first, by "make deploy-infrastructure".

		  --check    write nothing; exit with 1 if the files are not those of the environment
	TEXT
}

CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=scripts/operate/options.sh
. scripts/operate/options.sh
environment='' check=''
read_options "environment check" "$@"
[ -n "$environment" ] || usage_error
open_environment "$environment"

target=gitops/$environment
fail() {
	printf 'gitops: %s\n' "$1" >&2
	exit 1
}

need_url() { # URL
	[[ $1 =~ ^(https://[^/@]+/|ssh://[^/@:]+@) ]] || fail "the URL of this repository must be an https or ssh URL without a password, in $target/source.yaml or as git remote origin: $(printf %.200q "$1")"
}

# helmfile would write the text that a reference leads to. The layers beneath the nodes are not written.
referring=$(awk '/^[a-zA-Z]/ { section = $1 } section != "platform:" && !/^ *#/ && /ref\+[a-z]/ { print FILENAME; exit }' "environments/$environment.yaml")
referring+=$(grep -rlE '^[^#]*ref\+[a-z]' values/ethereum values/networks values/clients 2>/dev/null || true)
[ -z "$referring" ] || fail "$referring refers to a secret (ref+...), which would be written in plain text. Give the chart the name of a Secret"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/new"/{values,argocd,flux}

if [ -f "$target/source.yaml" ]; then
	cp "$target/source.yaml" "$work/new/source.yaml"
else
	repository=$(yaml_values "environments/$environment.yaml" platform/infrastructure/repository)
	url=${repository:+https://$repository.git}
	[ -n "$url" ] || url=$(git remote get-url origin 2>/dev/null) || fail "the URL of this repository is not known: set platform.infrastructure.repository in environments/$environment.yaml, or git remote add origin URL"
	# Without the account of the person who cloned it; git@host:path is the short form of a URL.
	url=$(sed -E 's|^(https?://)[^/@]*@|\1|; s|^([A-Za-z0-9._-]+@[A-Za-z0-9.-]+):([^/].*)$|ssh://\1/\2|' <<<"$url")
	need_url "$url"
	cat >"$work/new/source.yaml" <<-YAML
		# Where Argo CD and Flux read this repository. scripts/gitops.sh wrote it once: edit it, and run make gitops ENV=$environment.
		url: $url
		revision: main
	YAML
fi
url=$(awk -v key=url -f scripts/operate/flat.awk "$work/new/source.yaml")
revision=$(awk -v key=revision -f scripts/operate/flat.awk "$work/new/source.yaml")
need_url "$url"
[ -n "$revision" ] || fail "$target/source.yaml: revision is missing, such as main"

nodes=("${helmfile[@]}" --file helmfiles/ethereum/helmfile.yaml.gotmpl --quiet)
"${nodes[@]}" write-values --output-file-template "$work/new/values/{{ .Release.Name }}.yaml" || fail "the values of $environment cannot be written; see above"
# What is shared first, nodes by name, then pools: the order of a deployment.
releases=$("${nodes[@]}" list --output json | tr '{' '\n' |
	sed -n 's|.*"name":"\([a-z0-9-]*\)".*"labels":"[^"]*tier:\([a-z]*\).*"chart":"\.\./\.\./\(charts/[a-z-]*\)".*|\2 \1 \3|p' |
	sed 's/^shared/0/; s/^node/1/; s/^serve/2/' | LC_ALL=C sort)
[ -n "$releases" ] || fail "$environment has no releases"

header="# Written by scripts/gitops.sh from environments/$environment.yaml: edit that, and run make gitops ENV=$environment."
source_name=$namespace-$environment
cat >"$work/new/flux/gitrepository.yaml" <<-YAML
	$header
	apiVersion: source.toolkit.fluxcd.io/v1
	kind: GitRepository
	metadata:
	  name: $source_name
	  namespace: flux-system
	spec:
	  interval: 5m
	  url: "$url"
	  ref:
	    branch: "$revision"
YAML
wave=0 before=''
while read -r _ name chart; do
	values=$target/values/$name.yaml
	sed -i.former "1i\\
$header" "$work/new/values/$name.yaml" && rm "$work/new/values/$name.yaml.former"
	cat >"$work/new/argocd/$name.yaml" <<-YAML
		$header
		apiVersion: argoproj.io/v1alpha1
		kind: Application
		metadata:
		  name: $source_name-$name
		  namespace: argocd
		  annotations:
		    argocd.argoproj.io/sync-wave: "$wave"
		spec:
		  project: default
		  source:
		    repoURL: "$url"
		    targetRevision: "$revision"
		    path: $chart
		    helm:
		      releaseName: "$name"
		      skipTests: true
		      valueFiles:
		        - ../../$values
		  destination:
		    server: https://kubernetes.default.svc
		    namespace: "$namespace"
		  # A person syncs one after the other: an automated sync would restart all nodes at once.
		  syncPolicy:
		    syncOptions:
		      - ServerSideApply=true
	YAML
	cat >"$work/new/flux/$name.yaml" <<-YAML
		$header
		apiVersion: helm.toolkit.fluxcd.io/v2
		kind: HelmRelease
		metadata:
		  name: $source_name-$name
		  namespace: flux-system
		spec:
		  interval: 1h
		  releaseName: "$name"
		  targetNamespace: "$namespace"
		  storageNamespace: "$namespace"
		  chart:
		    spec:
		      chart: ./$chart
		      reconcileStrategy: Revision
		      sourceRef:
		        kind: GitRepository
		        name: $source_name
		      valuesFiles:
		        - $values
		  # A first sync takes days: a release is done when it is applied, and never rolled back for not being ready.
		  install:
		    disableWait: true
		  upgrade:
		    disableWait: true
		${before:+  dependsOn:
		    - name: $before}
	YAML
	before=$source_name-$name wave=$((wave + 1))
done <<<"$releases"
# Of a here-document an empty line is left where nothing comes before.
for file in "$work/new/flux"/*.yaml; do sed -i.former '/^$/d' "$file" && rm "$file.former"; done

if [ -n "$check" ]; then
	diff -r "$work/new" "$target" >&2 || fail "$target is not that of environments/$environment.yaml. Run: make gitops ENV=$environment"
	echo "gitops: $target is that of environments/$environment.yaml"
	exit
fi
mkdir -p gitops
rm -rf "$target.new"
cp -R "$work/new" "$target.new"
rm -rf "$target"
mv "$target.new" "$target"
echo "gitops: wrote $(wc -l <<<"$releases" | tr -d ' ') releases into $target"
