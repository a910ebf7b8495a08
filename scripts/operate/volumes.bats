#!/usr/bin/env bats
# What `grow` and `swap-client` do to claims, and what they refuse. The same was tried on a cluster: docs/operations.md.

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
	mkdir -p bin environments scripts
	cp "$BATS_TEST_DIRNAME/../confirm.sh" scripts/
	echo 'namespace: chain' >environments/staging.yaml
	cat >bin/helmfile <<-'SH'
		#!/bin/sh
		printf '%s\n' "helmfile $*" >>calls
	SH
	cat >bin/kubectl <<-'SH'
		#!/bin/sh
		printf '%s\n' "kubectl $*" >>calls
		case "$*" in
		*go-template*) cat rendered ;;
		*'claim execution-geth-0-0 '*.requests.storage*) cat requested ;;
		*'claim execution-geth-0-0 '*capacity*) cat rendered | sed 's/.*execution=//; s/ .*//' ;;
		*'claim execution-geth-0-0 '*storageClassName*) echo fast ;;
		*'claim execution-geth-0-0 '*.spec.volumeName*) echo chain-1 ;;
		*'patch persistentvolume '*Retain*) [ ! -e forbidden ] ;;
		*'create --filename -') cat >/dev/null ;;
		*'claim execution-geth-0-0 '*.metadata.name*) echo execution-geth-0-0 ;;
		*'claim consensus-geth-0-0 '*storage*) echo 100Gi ;;
		*storageclass*) cat expandable ;;
		*volumeClaimTemplates*) cat applied ;;
		*execution-client*) echo geth ;;
		*consensus-client*) echo lighthouse ;;
		esac
	SH
	chmod +x bin/*
	export PATH=$PWD/bin:$PATH YES=1
	echo 'geth-0|geth|lighthouse|execution=2Ti consensus=100Gi ' >rendered
	echo 900Gi >requested
	echo true >expandable
	echo '900Gi 100Gi' >applied
}

grow() { run timeout 60 "$BATS_TEST_DIRNAME/grow.sh" --environment=staging --node=geth-0 "$@"; }
swap() { run timeout 60 "$BATS_TEST_DIRNAME/swap-client.sh" --environment=staging --node=geth-0 "$@"; }
changes() { grep -E 'patch|delete| sync$|annotate|create -' calls | grep -v dry-run; }

@test "a claim is enlarged, and the StatefulSet made again without its pod" {
	grow --size=2Ti
	[ "$status" = 0 ]
	run changes
	[[ ${lines[0]} == *"patch persistentvolumeclaim execution-geth-0-0 --type=merge"*'"storage":"2Ti"'* ]]
	[[ ${lines[1]} == *"delete statefulset geth-0 --cascade=orphan"* ]]
	[[ ${lines[2]} == *"--selector name=geth-0"*"sync"* ]]
	[ "${#lines[@]}" = 3 ]
}

@test "what an interrupted run had done is not done again" {
	echo 2Ti >requested
	grow
	[ "$status" = 0 ]
	run changes
	[[ ${lines[0]} == *"delete statefulset"* ]]
	echo '2Ti 100Gi' >applied
	: >calls
	grow
	[ "$status" = 0 ]
	[[ $output == *"have the sizes of environments/staging.yaml already"* ]]
	run changes
	[ "$output" = "" ]
}

@test "a smaller size, another than the file's, and a class that cannot are refused before anything is touched" {
	echo 3Ti >requested
	grow
	[ "$status" = 1 ]
	[[ $output == *"execution-geth-0-0 has 3Ti, and a volume cannot shrink to 2Ti"* ]]
	echo 900Gi >requested
	grow --size=4Ti
	[[ $output == *"gives the volume 2Ti, not 4Ti. Write it there first:"*"size: 4Ti"* ]]
	echo false >expandable
	grow
	[ "$status" = 1 ]
	[[ $output == *"the storage class fast of execution-geth-0-0 does not allow expansion"* ]]
	run changes
	[ "$output" = "" ]
}

@test "sizes are compared as quantities" {
	echo 2048Gi >requested
	echo '2Ti 100Gi' >applied
	grow
	[[ $output == *"already"* ]]
}

@test "a dry run and a missing answer change nothing" {
	grow --dry-run
	[ "$status" = 0 ]
	YES='' grow </dev/null
	[ "$status" = 1 ]
	run changes
	[ "$output" = "" ]
}

@test "a node whose clients are those of the file is not swapped" {
	swap
	[ "$status" = 0 ]
	[[ $output == *"has the clients of environments/staging.yaml already (geth, lighthouse)"* ]]
}

@test "a swap keeps the claim of the layer that changes under the old client's name" {
	echo 'geth-0|nethermind|lighthouse|execution=2Ti consensus=100Gi ' >rendered
	swap --dry-run
	[ "$status" = 0 ]
	[ "$output" = "execution-geth-0-0, written by geth, is kept as execution-geth-0-0-geth" ]
	run changes
	[ "$output" = "" ]
}

@test "a claim is deleted only after its volume was made to outlive it" {
	echo 'geth-0|nethermind|lighthouse|execution=2Ti consensus=100Gi ' >rendered
	: >forbidden
	swap
	[ "$status" = 1 ]
	[[ $output == *"execution-geth-0-0 was not renamed; repeat this command when the reason is gone"* ]]
	run changes
	[[ $output == *"patch persistentvolume chain-1"*Retain* ]]
	[[ $output != *"delete persistentvolumeclaim"* ]]
	rm forbidden
	swap
	[ "$status" = 0 ]
	run changes
	[[ $output == *Retain*"delete persistentvolumeclaim execution-geth-0-0"*'"name":"execution-geth-0-0-geth"'*sync* ]]
}
