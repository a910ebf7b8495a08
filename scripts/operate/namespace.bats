#!/usr/bin/env bats
# A namespace is made once. What Helm and the API server make of it: tests/integration/layers.test.ts.

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
	mkdir bin
	printf '%s\n' '#!/bin/sh' '. "$STAND_INS/reachable.sh"' 'echo "$*" >>calls' 'case "$*" in *" get "*|get*) cat there ;; esac' >bin/kubectl
	chmod +x bin/kubectl
	export PATH=$PWD/bin:$PATH STAND_INS=$BATS_TEST_DIRNAME/tests
	: >there
	namespace=$BATS_TEST_DIRNAME/namespace.sh
}

@test "a namespace that is missing is made, in the cluster that is named" {
	run "$namespace" --context=staging --namespace=chain
	[ "$status" = 0 ]
	[ "$(tail -1 calls)" = "--context=staging create namespace chain" ]
}

@test "one that is there is not touched" {
	echo namespace/chain >there
	run "$namespace" --context= --namespace=chain
	[ "$status" = 0 ]
	[ "$(cat calls)" = "get namespace chain --ignore-not-found --output name" ]
}

@test "where nothing can be known of it, nothing is made" {
	printf '%s\n' '#!/bin/sh' 'echo "$*" >>calls' 'exit 1' >bin/kubectl
	run "$namespace" --namespace=chain
	[ "$status" = 1 ]
	# It is asked once more whether the cluster answers at all.
	[ "$(grep -c create calls)" = 0 ]
}

@test "neither a release of a layer nor a command that is documented lets Helm make a namespace" {
	cd "$BATS_TEST_DIRNAME/../.." || exit
	run grep -rnE '^ *createNamespace: *[^f ]|helm (install|upgrade) .*--create-namespace' helmfiles scripts make docs charts README.md packages/blueprint/src/repository packages/blueprint/team
	[ "$output" = "" ]
}
