#!/usr/bin/env bats
# Waiting for a node.

setup() {
	await=$BATS_TEST_DIRNAME/wait.sh
	cd "$BATS_TEST_TMPDIR" || exit
	mkdir bin environments
	echo 'namespace: chain' >environments/staging.yaml
	cat >bin/kubectl <<-'SH'
		#!/bin/sh
		. "$STAND_INS/reachable.sh"
		case "$*" in
		*" statefulsets "*) [ ! -e away ] || { rm away; exit 1; }; cat sets ;;
		*" get pod geth-0-0 "*) cat obstacles 2>/dev/null || true ;;
		*" pods "*) cat pods; [ ! -e pods.next ] || mv pods.next pods ;;
		esac
	SH
	ln -s "$BATS_TEST_DIRNAME/tests/clock.sh" bin/sleep
	ln -s "$BATS_TEST_DIRNAME/tests/clock.sh" bin/date
	chmod +x bin/*
	export PATH=$PWD/bin:$PATH STAND_INS=$BATS_TEST_DIRNAME/tests CLOCK=$PWD/clock
	echo 'geth-0|geth-0|1|1|geth-0-7f|1' >sets
	pod True
}

pod() { echo "geth-0-0|geth-0-7f||2026-01-01T00:00:00Z|$1|2026-01-01T00:00:00Z" >pods; } # READY
await() { run with_progress timeout 60 "$await" --environment=staging --node=geth-0 "$@"; }
with_progress() { "$@" 9>&1; }

@test "ends when the node is in sync, with a message" {
	await
	[ "$status" = 0 ]
	[[ $output == *"wait: geth-0 is in sync (0 s)"* ]]
}

@test "waits for a node that is not in sync" {
	cp pods pods.next
	pod False
	await
	[ "$status" = 0 ]
	[[ $output == *"wait: geth-0: its sidecar does not answer yet"*"geth-0 is in sync"* ]]
}

@test "fails after the timeout, with the command that shows the cause" {
	pod False
	await --timeout=0
	[ "$status" = 1 ]
	[[ $output == *"geth-0 is not in sync after 0 s: its sidecar does not answer yet"*"make health NODE=geth-0"* ]]
}

@test "reports what keeps the pod from starting, which its sidecar cannot know" {
	pod False
	printf '|True|\nconsensus|PodInitializing|\ngenesis|ImagePullBackOff|Back-off pulling image "example.com/geth:v1"\n' >obstacles
	await --timeout=0
	[ "$status" = 1 ]
	[[ $output == *'geth-0 is not in sync after 0 s: its pod cannot start: genesis waits: ImagePullBackOff, Back-off pulling image "example.com/geth:v1".'* ]]
	echo '|False|0/3 nodes are available: 3 Insufficient memory.' >obstacles
	await --timeout=0
	[[ $output == *'its pod cannot be scheduled: 0/3 nodes are available: 3 Insufficient memory.'* ]]
	printf '|True|\nexecution|ContainerCreating|\n' >obstacles
	await --timeout=0
	[[ $output == *'its sidecar does not answer yet'* ]]
}

@test "retries when the cluster does not answer, and does not report a missing node" {
	touch away
	await
	[ "$status" = 0 ]
	[[ $output == *"geth-0: the cluster does not answer"*"geth-0 is in sync"* ]]
}

@test "refuses a missing node and unknown options" {
	: >sets
	await
	[ "$status" = 1 ]
	[[ $output == *'there is no node geth-0 in the namespace "chain"'* ]]
	for wrong in --timeout=soon --timeout= --settled= --timeout=08 --settled=-1; do
		await "$wrong"
		[ "$status" = 2 ]
	done
	await --settle=1
	[ "$status" = 2 ]
}
