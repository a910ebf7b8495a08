#!/usr/bin/env bats
# The owner of a namespace, before a release is installed into it. With Helm and an API server: tests/integration/layers.test.ts
# and namespaces.test.ts.

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
	mkdir bin there
	# A cluster of namespaces: each is a file with the annotation that it has.
	cat >bin/kubectl <<-'SH'
		#!/bin/sh
		. "$STAND_INS/reachable.sh"
		echo "$*" >>calls
		case "$*" in
		*"get namespace"*)
			name=${*#*get namespace } name=${name%% *}
			[ ! -e "there/$name" ] || printf '%s=%s' "$name" "$(cat "there/$name")" ;;
		*"create --filename"*) cat >made ;;
		esac
	SH
	# No release of Helm, unless a test writes one.
	printf '%s\n' '#!/bin/sh' 'echo "helm $*" >>helm-calls' 'cat manifest' >bin/helm
	chmod +x bin/kubectl bin/helm
	export PATH=$PWD/bin:$PATH STAND_INS=$BATS_TEST_DIRNAME/tests
	ours='github.com/acme/chain'
	namespace() { run "$BATS_TEST_DIRNAME/namespace.sh" --namespace=chain --repository="$ours" "$@"; }
}

# Only read.
untouched() { [ -z "$(grep -v ' get \|^get ' calls)" ]; }

@test "a missing namespace is created with the annotation, in the given cluster" {
	namespace --context=staging --create
	[ "$status" = 0 ]
	[ "$(tail -1 calls)" = "--context=staging create --filename -" ]
	[ "$(cat made)" = '{ "apiVersion": "v1", "kind": "Namespace", "metadata": { "name": "chain", "annotations": { "nodeyard.io/deployed-from": "github.com/acme/chain" } } }' ]
}

@test "a missing namespace is not created if another repository creates it" {
	namespace --brought
	[ "$status" = 0 ]
	namespace --create=false
	[ "$status" = 0 ]
	untouched
}

@test "a namespace of this repository passes without output" {
	echo "$ours" >there/chain
	for how in --create --brought --create=false; do
		namespace --context= "$how"
		[ "$status" = 0 ]
		[ "$output" = "" ]
	done
	untouched
}

@test "a namespace of another repository with the same name is refused, with its owner" {
	echo 'gitlab.com/other/chain' >there/chain
	for how in --create --brought; do
		namespace "$how"
		[ "$status" = 1 ]
		[[ $output == *'chain was not touched. It exists and does not belong to github.com/acme/chain: the annotation nodeyard.io/deployed-from names gitlab.com/other/chain.'* ]]
		[[ $output == *"Name another namespace in the environment's file, or take it over with all that is in it: make deploy-infrastructure ADOPT=chain (helmfile: --state-values-set adopt.chain=true)."* ]]
	done
	untouched
}

@test "a namespace without an owner is refused if this repository creates it, and passes if another one does" {
	: >there/chain
	for how in --create --brought; do
		namespace "$how"
		[ "$status" = 1 ]
		[[ $output == *'it has no annotation nodeyard.io/deployed-from that says so'* ]]
	done
	namespace --create=false
	[ "$status" = 0 ]
	untouched
}

@test "a namespace of another repository is refused even if the environment leaves its creation to another" {
	echo 'gitlab.com/other/chain' >there/chain
	namespace --create=false
	[ "$status" = 1 ]
	[[ $output == *"have the owner of the cluster hand it over: kubectl annotate --overwrite namespace chain 'nodeyard.io/deployed-from=github.com/acme/chain'."* ]]
	ours=''
	namespace
	[ "$status" = 1 ]
	[[ $output == *'does not belong to this repository'* ]]
	untouched
}

@test "a namespace that lost its annotation belongs to this repository if Helm's records show its creation" {
	: >there/chain
	: >there/observability
	record() { # REPOSITORY NAMESPACE...
		printf -- '---\n# Source: x\napiVersion: v1\nkind: NetworkPolicy\nmetadata:\n  name: "default-deny"\n' >manifest
		for name in "${@:2}"; do
			printf -- '---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: "%s"\n  labels:\n    a: b\n  annotations:\n    nodeyard.io/deployed-from: "%s"\n' "$name" "$1" >>manifest
		done
	}
	record "$ours" chain
	namespace --context=staging --create
	[ "$status" = 0 ]
	[ "$(cat helm-calls)" = "helm get manifest platform-namespaces --kube-context=staging --namespace chain" ]
	namespace --create --beside=observability
	[ "$status" = 1 ]
	[[ $output == *'observability was not touched'* ]]
	record "$ours" chain observability
	namespace --create --beside=observability
	[ "$status" = 0 ]
	for other in "$ours-2" 'gitlab.com/other/chain'; do
		record "$other" chain
		namespace --create
		[ "$status" = 1 ]
	done
	record "$ours" my-chain
	namespace --create
	[ "$status" = 1 ]
	# Whatever was recorded before: the annotation decides.
	record "$ours" chain
	echo 'gitlab.com/other/chain' >there/chain
	namespace --create
	[ "$status" = 1 ]
	untouched
}

@test "namespaces of layers are checked likewise, and not created" {
	echo "$ours" >there/chain
	: >there/observability
	namespace --create --beside=registry,observability
	[ "$status" = 1 ]
	[[ $output == *"observability was not touched"*"Switch its layer off in the environment's file (platform), or take it over with all that is in it: make deploy-infrastructure ADOPT=observability"* ]]
	untouched
}

@test "nothing is created while another namespace is refused" {
	: >there/observability
	namespace --create --beside=observability
	[ "$status" = 1 ]
	untouched
}

@test "adopted namespaces are taken over, and no others" {
	echo 'gitlab.com/other/chain' >there/chain
	: >there/observability
	namespace --create --beside=observability --adopt=observability,chain
	[ "$status" = 0 ]
	[[ $output == *'takes over chain from gitlab.com/other/chain'*'takes over observability'* ]]
	namespace --create --adopt=chain-2,my-chain
	[ "$status" = 1 ]
	untouched
}

@test "control characters of an annotation are not printed" {
	printf 'x\033[2J\007' >there/chain
	namespace --create
	[ "$status" = 1 ]
	! grep -q $'\033\|\007' <<<"$output"
}

@test "nothing is created if the cluster cannot be read" {
	printf '%s\n' '#!/bin/sh' 'echo "$*" >>calls' 'exit 1' >bin/kubectl
	namespace --create
	[ "$status" = 1 ]
	# It is asked once more whether the cluster answers at all.
	[ "$(grep -c create calls)" = 0 ]
}

@test "a missing repository is reported, and an invalid one refused" {
	ours=''
	namespace --create
	[ "$status" = 1 ]
	[[ $output == *'platform.infrastructure.repository is missing'* ]]
	ours='x", "labels": { "a": "b'
	namespace --create
	[ "$status" = 2 ]
	[ ! -e calls ]
}

@test "neither a release of a layer nor a documented command has Helm create a namespace" {
	cd "$BATS_TEST_DIRNAME/../.." || exit
	run grep -rnE '^ *createNamespace: *[^f ]|helm (install|upgrade) .*--create-namespace' helmfiles scripts make docs charts README.md packages/blueprint/src/repository packages/blueprint/team
	[ "$output" = "" ]
}
