#!/usr/bin/env bats
# When a node may be taken down. The answers of kubectl are in the form of those recorded from a real cluster.

setup() {
	gate=$BATS_TEST_DIRNAME/gate.sh
	cd "$BATS_TEST_TMPDIR" || exit
	mkdir bin
	cat >bin/kubectl <<-'SH'
		#!/bin/sh
		. "$STAND_INS/reachable.sh"
		printf "%s\n" "$*" >>calls
		case "$*" in
		*persistentvolumeclaim*) cat claim ;;
		*io/history}*) cat history ;;
		*initContainerStatuses*) cat waits ;;
		*/execution-client*|*execution-client}) echo geth ;;
		*/consensus-client*|*consensus-client}) echo lighthouse ;;
		*node=geth-1*) cat own ;;
		*" statefulsets "*) cat sets ;;
		*" pods "*) cat pods; [ ! -e pods.next ] || mv pods.next pods ;;
		*/proxy/status*) cat status ;;
		esac
	SH
	ln -s "$BATS_TEST_DIRNAME/tests/clock.sh" bin/sleep
	ln -s "$BATS_TEST_DIRNAME/tests/clock.sh" bin/date
	chmod +x bin/*
	export PATH=$PWD/bin:$PATH STAND_INS=$BATS_TEST_DIRNAME/tests CLOCK=$PWD/clock
	echo geth-1 >own
	: >history
	echo true >waits
	echo 'execution-geth-1-0|' >claim
	printf '%s\n' 'geth-0|geth-0|1|1|geth-0-7f|1' 'geth-1|geth-1|1|1|geth-1-9c|1' >sets
	pod_lines geth-0-7f "$(minutes_ago 120)" True "$(minutes_ago 60)" >pods
	echo '{"node":"geth-0","verdict":{"state":"SYNCING","summary":"Catching up: 40 minutes behind","evidence":{}}}' >status
}

minutes_ago() { date -u -d "-$1 minutes" +%Y-%m-%dT%H:%M:%SZ; }
pod_lines() { echo "geth-0-0|$1||$2|$3|$4" && echo "geth-1-0|geth-1-9c||$(minutes_ago 90)|False|$(minutes_ago 90)"; } # REVISION CREATED READY SINCE
gate() { run with_progress "$gate" --namespace=chain --network=sepolia --node=geth-1 "$@"; }
with_progress() { "$@" 9>&1; }

@test "passes when every other node is in sync, whatever the state of the node itself" {
	gate
	[ "$status" = 0 ]
	[[ $output == *"geth-1 may be taken down"* ]]
}

@test "uses the given cluster and namespace" {
	gate --context=staging
	run grep -v -- '^--context=staging --namespace chain ' calls
	[ "$output" = "" ]
}

@test "a node that is not in the cluster yet passes at once" {
	: >own
	pod_lines geth-0-7f "$(minutes_ago 120)" False "$(minutes_ago 60)" >pods
	: >claim
	gate --execution=nethermind
	[ "$status" = 0 ]
	run grep -E 'pods|statefulsets .*network=' calls
	[ "$output" = "" ]
}

@test "refuses a client on the volume of another without a StatefulSet, if the claim records the client" {
	: >own
	sed -i.bak 's/^\*.*execution-client.*//; s/echo geth/:/; s/echo lighthouse/:/' bin/kubectl
	printf '%s\n' 'consensus-geth-1-0|' 'execution-geth-1-0-besu|besu' 'execution-geth-1-0|geth' >claim
	gate --execution=nethermind --consensus=lighthouse
	[ "$status" = 1 ]
	[[ $output == *"geth-1 runs geth, and nethermind cannot read its volume execution-geth-1-0."*"make replace-client NODE=geth-1"* ]]
	gate --execution=geth --consensus=lighthouse
	[ "$status" = 0 ]
}

@test "refuses while another has been out of sync for long, with its name, the reason and the fix" {
	pod_lines geth-0-7f "$(minutes_ago 120)" False "$(minutes_ago 60)" >pods
	gate
	[ "$status" = 1 ]
	[[ $output == *"geth-1 was not touched"*"geth-0: SYNCING: Catching up: 40 minutes behind"*"make health NODE=geth-0"*"force=true"* ]]
}

@test "waits for a node that has just been restarted, until it has been in sync for a while" {
	pod_lines geth-0-7f "$(minutes_ago 1)" False "$(minutes_ago 1)" >pods
	pod_lines geth-0-7f "$(minutes_ago 10)" True "$(minutes_ago 5)" >pods.next
	gate
	[ "$status" = 0 ]
	[[ $output == *"waiting for geth-0: SYNCING"*"geth-1 may be taken down"* ]]
}

@test "a node in sync for less than asked is not settled" {
	pod_lines geth-0-7f "$(minutes_ago 10)" True "$(minutes_ago 5)" >pods
	gate --settled=3600 --timeout=0
	[ "$status" = 1 ]
	[[ $output == *"in sync, but for less than 3600 s"* ]]
}

@test "a pod that is ready but about to be replaced does not count" {
	pod_lines geth-0-6a "$(minutes_ago 120)" True "$(minutes_ago 60)" >pods
	gate --timeout=0
	[ "$status" = 1 ]
	[[ $output == *"older revision and about to be replaced (waited 0 s)"* ]]
}

@test "settings that Kubernetes has not observed, and a node without a pod, do not count" {
	printf '%s\n' 'geth-0|geth-0|2|1|geth-0-7f|1' >sets
	gate --timeout=0
	[[ $output == *"has not observed its newest settings"* ]]
	printf '%s\n' 'geth-0|geth-0|1|1|geth-0-7f|1' >sets
	: >pods
	gate --timeout=0
	[[ $output == *"it has no pod"* ]]
}

@test "a node that is stopped on purpose is named as such" {
	printf '%s\n' 'geth-0|geth-0|2|2|geth-0-7f|0' >sets
	gate --timeout=0
	[ "$status" = 1 ]
	[[ $output == *"stopped on purpose"* ]]
}

@test "a sidecar that does not answer is reported" {
	pod_lines geth-0-7f "$(minutes_ago 120)" False "$(minutes_ago 60)" >pods
	: >status
	gate
	[[ $output == *"geth-0: its sidecar does not answer yet"* ]]
}

@test "refuses a client on the volume of another even with force, and passes when that was kept under another name" {
	gate --execution=geth --consensus=lighthouse
	[ "$status" = 0 ]
	gate --execution=nethermind --force=true
	[ "$status" = 1 ]
	[[ $output == *"geth-1 runs geth, and nethermind cannot read its volume execution-geth-1-0"*"make replace-client NODE=geth-1"* ]]
	: >claim
	gate --execution=nethermind
	[ "$status" = 0 ]
}

@test "refuses a history that the client cannot convert the volume to, even with force, with the fix" {
	echo full >history
	gate --execution=geth --history=pre-merge --force=true
	[ "$status" = 1 ]
	[[ $output == *"geth-1 runs with history full, and geth cannot convert it to pre-merge: it stops with \"history pruning required\""*"nodes.geth-1.execution.history back to full"*'docs/operations.md, "Another history"'* ]]
	gate --execution=geth --history=archive
	[ "$status" = 1 ]
	[[ $output == *"nor makes the states of earlier blocks"* ]]
	echo pre-prague >history
	gate --execution=geth --history=pre-merge --history-change=prune
	[ "$status" = 1 ]
	[[ $output == *"pruned beyond requested history"* ]]
}

@test "passes a history that the client prunes to, by itself or where it may" {
	echo archive >history
	gate --execution=geth --history=full
	[ "$status" = 0 ]
	[[ $output == *"has history archive, and geth prunes it to full"* ]]
	gate --execution=geth --history=pre-merge --history-change=prune
	[ "$status" = 0 ]
	echo pre-merge >history
	gate --execution=nethermind --force=true --history=pre-prague
	[[ $output != *"does not go from there"* ]]
}

@test "passes a history that the node runs with, an unknown one, and one without a volume" {
	gate --execution=geth --history=full
	[ "$status" = 0 ]
	echo full >history
	gate --execution=geth --history=full
	[ "$status" = 0 ]
	gate --execution=geth
	[ "$status" = 0 ]
	: >claim
	gate --execution=geth --history=pre-merge
	[ "$status" = 0 ]
}

@test "passes a return to the previous history after the pod refused to start" {
	echo full >history
	echo false >waits
	gate --execution=geth --history=pre-merge
	[ "$status" = 0 ]
}

@test "force passes, with a message" {
	pod_lines geth-0-7f "$(minutes_ago 120)" False "$(minutes_ago 60)" >pods
	gate --force=true
	[ "$status" = 0 ]
	[[ $output == *"(force)"* ]]
}

@test "refuses if the cluster does not answer" {
	printf '%s\n' '#!/bin/sh' 'echo "connection refused" >&2; exit 1' >bin/kubectl
	gate
	[ "$status" != 0 ]
	[[ $output == *"connection refused"* ]]
}

@test "retries a cluster that does not answer for a moment, and does not pass meanwhile" {
	sed -i.bak 's/^\*" statefulsets "\*) cat sets/*" statefulsets "*) [ ! -e away ] || { rm away; exit 1; }; cat sets/' bin/kubectl
	touch away
	gate
	[ "$status" = 0 ]
	[[ $output == *"waiting for the cluster, which does not answer"*"geth-1 may be taken down"* ]]
	touch away
	gate --timeout=0
	[ "$status" = 1 ]
	[[ $output == *"was not touched, because the cluster does not answer (waited 0 s)"* ]]
}

@test "wrong usage prints the usage" {
	run "$gate" --node=geth-0
	[ "$status" = 2 ]
	for wrong in --timeout=soon --timeout= --settled=; do
		gate "$wrong"
		[ "$status" = 2 ]
	done
	run "$gate" --help
	[ "$status" = 0 ]
}

@test "finds the effect of every change of history in the facts of each client" {
	facts=$BATS_TEST_DIRNAME/../../charts/ethereum-infrastructure/files/clients
	changes=0
	for file in "$facts"/{besu,erigon,geth,nethermind,reth}.yaml; do
		client=$(basename "$file" .yaml)
		modes=$(sed -n '/^historyChanges:/,/^[^ ]/s/^  \([a-z-]*\): {.*/\1/p' "$file")
		for from in $modes; do
			echo "$from" >history
			for to in $modes; do
				[ "$from" != "$to" ] || continue
				changes=$((changes + 1))
				sed -i.bak "s/echo geth ;;/echo $client ;;/" bin/kubectl
				gate --execution="$client" --history="$to" --force=true
				[[ $output != *"does not have both"* && $output =~ "$client prunes it"|"cannot convert it to $to: ".{20} ]] || { echo "$client $from $to: $output" && false; }
				mv bin/kubectl.bak bin/kubectl
			done
		done
	done
	[ "$changes" = 102 ]
}
