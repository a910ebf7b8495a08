#!/usr/bin/env bats
# The target revision of a rollback, and the output and questions before it.

setup() {
	# A copy, in which a test can shorten what it would have to wait for.
	rollback_folder=$BATS_TEST_TMPDIR/operate
	cp -R "$BATS_TEST_DIRNAME" "$rollback_folder"
	rollback=$rollback_folder/rollback.sh
	cd "$BATS_TEST_TMPDIR" || exit
	mkdir -p bin environments scripts charts/ethereum-infrastructure/files/clients
	cp "$BATS_TEST_DIRNAME/../confirm.sh" scripts/
	echo 'namespace: chain' >environments/staging.yaml
	echo 'downgrade: older ones do not open its database' >charts/ethereum-infrastructure/files/clients/geth.yaml
	# Revision 3 is a deployment that changed nothing.
	echo 'image: geth:1' >objects-1
	echo 'image: geth:2' >objects-2
	cp objects-2 objects-3
	cat >bin/helm <<-'SH'
		#!/bin/sh
		printf '%s\n' "helm $*" >>calls
		case "$*" in
		*" history "*) printf 'REVISION\tUPDATED\tSTATUS\n1       \tMon Nov 23\tsuperseded\n2       \tMon Nov 23\tsuperseded\n3       \tMon Nov 23\tdeployed\n' ;;
		*manifest*) cat "objects-${*##*--revision }" ;;
		esac
	SH
	cat >bin/kubectl <<-'SH'
		#!/bin/sh
		. "$STAND_INS/reachable.sh"
		printf '%s\n' "kubectl $*" >>calls
		case "$*" in
		*' get cronjob '*) cat cronjob ;;
		*' get jobs '*) cat jobs ;;
		*' get job '*) [ ! -e unanswered ] || { rm unanswered; exit 1; }; cat job ;;
		*job-name=*) cat pod ;;
		*' delete job '*) [ ! -e undeletable ] ;;
		*' logs '*) cat log ;;
		*' get persistentvolumeclaims '*) echo 'execution-geth-0-0|' ;;
		*' pods '*) echo 'geth-0-0|geth-0-7f||2026-01-01T00:00:00Z|True|2026-01-01T00:00:00Z' ;;
		*'/execution-client}'*|*execution-client*) echo geth ;;
		*consensus-client*) echo lighthouse ;;
		*'.metadata.labels'*network*) echo sepolia ;;
		*node=geth-0*metadata.name}*) case "$*" in *range*) echo 'geth-0|geth-0|1|1|geth-0-7f|1' ;; *) echo geth-0 ;; esac ;;
		*' statefulsets '*) echo 'geth-0|geth-0|1|1|geth-0-7f|1' ;;
		esac
	SH
	touch cronjob jobs pod log
	ln -s "$BATS_TEST_DIRNAME/tests/clock.sh" bin/sleep
	ln -s "$BATS_TEST_DIRNAME/tests/clock.sh" bin/date
	chmod +x bin/*
	export PATH=$PWD/bin:$PATH YES=1 STAND_INS=$BATS_TEST_DIRNAME/tests CLOCK=$PWD/clock
}

with_progress() { "$@" 9>&1; }
roll() { run with_progress timeout 60 "$rollback" --environment=staging --node=geth-0 --timeout=20 "$@"; }

@test "goes back to the newest revision whose objects differ, and waits for the node" {
	roll
	[ "$status" = 0 ]
	[[ $output == *"From revision 3 to 1:"*"-image: geth:2"*"+image: geth:1"* ]]
	[[ $output == *"environments/staging.yaml still has the reverted change"* ]]
	grep -qx 'helm --namespace chain rollback geth-0 1' calls
}

@test "warns that the database may be incompatible if the client's image changes" {
	roll --dry-run
	[[ $output == *"WARNING: geth: older ones do not open its database"* ]]
	echo 'memory: 1' >objects-3
	echo 'memory: 2' >objects-1
	echo 'memory: 2' >objects-2
	roll --dry-run
	[[ $output != *WARNING* ]]
}

@test "a dry run shows and changes nothing" {
	roll --dry-run
	[ "$status" = 0 ]
	run grep rollback calls
	[ "$output" = "" ]
}

@test "does not bring back a client that cannot read the volume, even when forced" {
	printf '%s\n' 'labels:' '  ethereum.nodeyard.io/execution-client: nethermind' 'image: nethermind:1' >objects-1
	roll --force
	[ "$status" = 1 ]
	[[ $output == *"geth-0 runs geth, and nethermind cannot read its volume execution-geth-0-0"* ]]
	run grep 'helm.*rollback' calls
	[ "$output" = "" ]
	# Nor is the node stopped for a snapshot before that is found out.
	echo cronjob.batch/geth-0-snapshot >cronjob
	roll --force --snapshot
	[ "$status" = 1 ]
	run grep 'create job' calls
	[ "$output" = "" ]
	: >cronjob
	printf '%s\n' '  ethereum.nodeyard.io/execution-client: geth' 'image: geth:1' >objects-1
	roll
	[ "$status" = 0 ]
}

@test "asks, and does nothing without an answer" {
	YES='' roll </dev/null
	[ "$status" = 1 ]
	[[ $output == *"Nothing was done."* ]]
	run grep 'helm.*rollback' calls
	[ "$output" = "" ]
}

@test "reports revisions that do not exist, or are deployed now" {
	roll --revision=9
	[ "$status" = 1 ]
	[[ $output == *"has no revision 9"* ]]
	roll --revision=2
	[ "$status" = 1 ]
	[[ $output == *"has the objects that are deployed now (3)"* ]]
	cp objects-3 objects-1
	roll
	[ "$status" = 1 ]
	[[ $output == *"no earlier revision of geth-0 differs"* ]]
}

@test "names the snapshots if some are configured, and takes one first with --snapshot" {
	echo cronjob.batch/geth-0-snapshot >cronjob
	roll --dry-run
	[[ $output == *"To take a snapshot first: make rollback NODE=geth-0 REVISION=1 SNAPSHOT=1"* ]]
	printf '%s\n' x 'SuccessCriteriaMet|' 'Complete|' >job
	roll --snapshot
	[ "$status" = 0 ]
	run grep -nE 'create job|get job |helm.* rollback' calls
	[[ ${lines[0]} == *"create job geth-0-before-rollback-"*"--from=cronjob.batch/geth-0-snapshot"* ]]
	[[ ${lines[1]} == *"get job geth-0-before-rollback-"* ]]
	[[ ${lines[2]} == *"rollback geth-0 1"* ]]
}

@test "a failed snapshot ends the rollback at once, with the reason and the last lines of its log" {
	echo cronjob.batch/geth-0-snapshot >cronjob
	printf '%s\n' x 'FailureTarget|Container orchestrator failed with exit code 3' 'Failed|Container orchestrator failed with exit code 3' >job
	printf '%s\n' 'geth-0: candidate' 'geth-0: not SYNCED for 10 minutes' >log
	touch unanswered
	roll --snapshot
	[ "$status" = 1 ]
	[[ $output == *"the snapshot failed: Container orchestrator failed with exit code 3."*"  geth-0: not SYNCED for 10 minutes"*"geth-0 was not touched"* ]]
	run grep -E 'helm.* rollback' calls
	[ "$output" = "" ]
}

@test "a snapshot that exceeds the timeout continues, and the next rollback waits for it" {
	echo cronjob.batch/geth-0-snapshot >cronjob
	echo x >job
	echo 'geth-0-before-rollback-1-x|Running|  |' >pod
	echo 'geth-0: upload' >log
	roll --snapshot --timeout=1
	[ "$status" = 1 ]
	[[ $output == *"waiting up to 1 s for the snapshot"*"geth-0: upload (0 s of 1 s)"* ]]
	[[ $output == *"no snapshot was finished in 1 s: geth-0: upload. It continues by itself"*"geth-0 was not touched"* ]]
	printf '%s\n' 'geth-1-before-rollback-9|' 'geth-0-before-rollback-6|2026-11-23T10:00:00Z' 'geth-0-before-rollback-7|Failed' 'geth-0-before-rollback-8|' >jobs
	printf '%s\n' x 'Complete|' >job
	: >calls
	roll --snapshot
	[ "$status" = 0 ]
	run grep -E 'create job|get job ' calls
	[[ $output == *"get job geth-0-before-rollback-8"* ]]
	[[ $output != *"create job"* ]]
	# Another node's job may begin with the same 36 characters.
	grep -q 'get jobs --selector ethereum.nodeyard.io/node=geth-0 ' calls
}

@test "a snapshot whose pod cannot start is cancelled, so that its job does not stop the node later" {
	echo cronjob.batch/geth-0-snapshot >cronjob
	echo x >job
	echo 'geth-0-before-rollback-1-x|Pending|ImagePullBackOff Back-off pulling image|' >pod
	sed -i.bak 's/^STUCK_SECONDS=.*/STUCK_SECONDS=1/' "$rollback_folder/snapshot.sh"
	roll --snapshot
	[ "$status" = 1 ]
	[[ $output == *"the snapshot cannot start: its pod geth-0-before-rollback-1-x waits: ImagePullBackOff Back-off pulling image. Its job was removed"*"geth-0 was not touched"* ]]
	grep -q 'delete job geth-0-before-rollback-' calls
	touch undeletable
	roll --snapshot
	[ "$status" = 1 ]
	[[ $output != *"was removed"* ]]
	[[ $output == *"Remove its job, or it stops the node when it can begin: kubectl --namespace chain delete job geth-0-before-rollback-"* ]]
}

@test "reports how long it waits for a snapshot, six hours by default" {
	echo cronjob.batch/geth-0-snapshot >cronjob
	printf '%s\n' x 'Complete|' >job
	run with_progress timeout 60 "$rollback" --environment=staging --node=geth-0 --snapshot
	[ "$status" = 0 ]
	[[ $output == *"waiting up to 6 h 0 min for the snapshot"* ]]
}

@test "an interrupted rollback is completed, not reversed" {
	cp objects-1 objects-4
	sed -i.bak "s/deployed\\\\n/deployed\\\\n4       \\\\tMon Nov 23\\\\tpending-rollback\\\\n/" bin/helm
	roll
	[ "$status" = 0 ]
	[[ $output == *"A rollback to revision 4 was interrupted."*"From revision 3 to 1:"* ]]
	grep -qx 'helm --namespace chain rollback geth-0 1' calls
}

@test "takes no snapshot if none are configured" {
	roll --snapshot
	[ "$status" = 1 ]
	[[ $output == *"nodes.geth-0.snapshots.enabled"* ]]
}
