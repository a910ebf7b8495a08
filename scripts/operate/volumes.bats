#!/usr/bin/env bats
# `expand-volume` and claims, and its refusals; `replace-client` is in interruptions.bats. The same was tried on a cluster:
# docs/operations.md.

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
		. "$STAND_INS/reachable.sh"
		printf '%s\n' "kubectl $*" >>calls
		case "$*" in
		*go-template*) cat rendered ;;
		*'claim execution-geth-0-0 '*.requests.storage*) cat requested ;;
		*'claim execution-geth-0-0 '*capacity*) cat rendered | sed 's/.*execution=//; s/ .*//' ;;
		*'claim execution-geth-0-0 '*storageClassName*) echo fast ;;
		*'claim consensus-geth-0-0 '*storage*) echo 100Gi ;;
		*storageclass*) [ ! -e unseen ] || { echo Forbidden >&2; exit 1; }; cat expandable ;;
		*volumeClaimTemplates*) cat applied ;;
		*execution-client*) echo geth ;;
		*consensus-client*) echo lighthouse ;;
		esac
	SH
	chmod +x bin/*
	export PATH=$PWD/bin:$PATH YES=1 STAND_INS=$BATS_TEST_DIRNAME/tests
	echo 'geth-0|geth|lighthouse|execution=2Ti consensus=100Gi ' >rendered
	echo 900Gi >requested
	echo true >expandable
	echo '900Gi 100Gi' >applied
}

grow() { run timeout 60 "$BATS_TEST_DIRNAME/expand-volume.sh" --environment=staging --node=geth-0 "$@"; }
changes() { grep -E 'patch|delete| sync$|annotate|create -' calls | grep -vE 'dry-run|can-i'; }

@test "a claim is expanded, and the StatefulSet recreated without its pod" {
	grow --size=2Ti
	[ "$status" = 0 ]
	run changes
	[[ ${lines[0]} == *"patch persistentvolumeclaim execution-geth-0-0 --type=merge"*'"storage":"2Ti"'* ]]
	[[ ${lines[1]} == *"annotate --overwrite persistentvolumeclaim execution-geth-0-0 ethereum.nodeyard.io/written-by=geth"* ]]
	[[ ${lines[2]} == *"annotate --overwrite persistentvolumeclaim consensus-geth-0-0 ethereum.nodeyard.io/written-by=lighthouse"* ]]
	[[ ${lines[3]} == *"delete statefulset geth-0 --cascade=orphan"* ]]
	[[ ${lines[4]} == *"--selector name=geth-0"*"sync"* ]]
	[ "${#lines[@]}" = 5 ]
}

@test "completed steps of an interrupted run are not repeated" {
	echo 2Ti >requested
	grow
	[ "$status" = 0 ]
	run changes
	[[ $output != *"patch persistentvolumeclaim"* ]]
	[[ $output == *"delete statefulset"* ]]
	echo '2Ti 100Gi' >applied
	: >calls
	grow
	[ "$status" = 0 ]
	[[ $output == *"already have the sizes of environments/staging.yaml"* ]]
	run changes
	[ "$output" = "" ]
}

@test "a smaller size, another than the file's, and a class without expansion are refused before any change" {
	echo 3Ti >requested
	grow
	[ "$status" = 1 ]
	[[ $output == *"execution-geth-0-0 has 3Ti, and a volume cannot shrink to 2Ti"* ]]
	echo 900Gi >requested
	grow --size=4Ti
	[[ $output == *"has 2Ti for the volume, not 4Ti. Change it there first:"*"size: 4Ti"* ]]
	echo false >expandable
	grow
	[ "$status" = 1 ]
	[[ $output == *"the storage class fast of execution-geth-0-0 does not allow expansion"* ]]
	run changes
	[ "$output" = "" ]
}

@test "an account without access to storage classes can expand a volume" {
	touch unseen
	grow
	[ "$status" = 0 ]
	[[ $output != *Forbidden* ]]
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
