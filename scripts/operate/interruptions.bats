#!/usr/bin/env bats
# `expand-volume` and `replace-client` killed after each change that they make: run again, they finish, and no volume is lost.

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
	mkdir -p bin environments scripts cluster/{claims,volumes}
	cp "$BATS_TEST_DIRNAME/../confirm.sh" scripts/
	echo 'namespace: chain' >environments/staging.yaml
	for program in kubectl helmfile; do ln -s "$BATS_TEST_DIRNAME/tests/cluster.sh" "bin/$program"; done
	export PATH=$PWD/bin:$PATH YES=1 CLUSTER=$PWD/cluster
	asks_for geth lighthouse 1Ti
	helmfile sync
	: >cluster/log
	rm cluster/changes
}

asks_for() { echo "geth-0|$1|$2|execution=$3 consensus=100Gi " >cluster/wanted; } # EXECUTION CONSENSUS SIZE
swap() { operate replace-client.sh "$@"; }
grow() { operate expand-volume.sh "$@"; }
operate() { # PROGRAM OPTION...
	run timeout 60 bash -c 'echo $$ >cluster/pid; exec "$0" --environment=staging --node=geth-0 "$@"' "$BATS_TEST_DIRNAME/$1" "${@:2}"
}

# Text with the claims of the node and their volumes.
state() {
	[ ! -d cluster/statefulset ] || echo "runs $(cat cluster/statefulset/execution) and $(cat cluster/statefulset/consensus)"
	for claim in cluster/claims/*; do echo "${claim##*/} $(cat "$claim"/{phase,volume,size} | tr '\n' ' ')$(ls "$claim")"; done
	for volume in cluster/volumes/*; do echo "${volume##*/} $(cat "$volume"/{policy,claim} | tr '\n' ' ')$(ls "$volume")"; done
}

# Runs a program as often as it makes changes, killed after another one each time, and then once more.
survives_kills() { # PROGRAM
	local before=$BATS_TEST_TMPDIR/before count change
	cp -R cluster "$before"
	operate "$1"
	[ "$status" = 0 ]
	count=$(cat cluster/changes)
	[ "$count" -gt 3 ]
	state >expected
	for change in $(seq "$count"); do
		rm -r cluster
		cp -R "$before" cluster
		KILL_AT=$change operate "$1"
		[ "$status" = 137 ]
		operate "$1"
		[ "$status" = 0 ] || { echo "after change $change: $(sed -n "${change}p" cluster/log): $output" && return 1; }
		state >found
		diff expected found || { echo "after change $change: $(sed -n "${change}p" cluster/log)" && return 1; }
	done
}

@test "a swap that is killed after any change is finished by the next run" {
	asks_for nethermind lighthouse 1Ti
	survives_kills replace-client.sh
	run cat expected
	[[ $output == *"runs nethermind and lighthouse"*"execution-geth-0-0 Bound pv-nethermind"*"execution-geth-0-0-geth Bound pv-geth"* ]]
	[[ $output == *"pv-geth Delete execution-geth-0-0-geth"* ]]
	[[ $output != *moving-from* && $output != *reclaim-policy* ]]
}

@test "a swap back that is killed after any change is finished by the next run" {
	asks_for nethermind lighthouse 1Ti
	swap
	echo 0 >cluster/changes
	: >cluster/log
	asks_for geth lighthouse 1Ti
	survives_kills replace-client.sh
	run cat expected
	[[ $output == *"runs geth and lighthouse"*"execution-geth-0-0 Bound pv-geth"*"execution-geth-0-0-nethermind Bound pv-nethermind"* ]]
}

@test "both clients can be swapped at once, and back" {
	asks_for nethermind teku 1Ti
	swap
	asks_for geth lighthouse 1Ti
	swap
	[ "$status" = 0 ]
	run state
	[[ $output == *"runs geth and lighthouse"*"consensus-geth-0-0 Bound pv-lighthouse"*"consensus-geth-0-0-teku Bound pv-teku"*"execution-geth-0-0 Bound pv-geth"* ]]
}

@test "a dry run, and a missing answer, change nothing; a node whose clients are those of the file is not swapped" {
	asks_for nethermind lighthouse 1Ti
	swap --dry-run
	[ "$status" = 0 ]
	[ "$output" = "execution-geth-0-0, written by geth, is kept as execution-geth-0-0-geth" ]
	YES='' swap </dev/null
	[ "$status" = 1 ]
	asks_for geth lighthouse 1Ti
	swap
	[ "$status" = 0 ]
	[[ $output == *"has the clients of environments/staging.yaml already (geth, lighthouse)"* ]]
	[ ! -s cluster/log ]
}

@test "a claim is deleted only after its volume was made to outlive it, and the volume's first policy is given back" {
	asks_for nethermind lighthouse 1Ti
	touch cluster/refuses-retain
	swap
	[ "$status" = 1 ]
	[[ $output == *"execution-geth-0-0 has not become execution-geth-0-0-geth. It is stopped until this is repeated"* ]]
	[ -d cluster/claims/execution-geth-0-0 ]
	rm cluster/refuses-retain
	# Killed between the change of the policy and the new claim: what the policy was is not written down again.
	KILL_AT=$(($(cat cluster/changes) + 4)) swap
	[ "$status" = 137 ]
	[ "$(cat cluster/volumes/pv-geth/policy)" = Retain ]
	swap
	[ "$status" = 0 ]
	[ "$(cat cluster/volumes/pv-geth/policy)" = Delete ]
}

@test "an enlargement that is killed after any change is finished by the next run" {
	asks_for geth lighthouse 2Ti
	survives_kills expand-volume.sh
	run cat expected
	[[ $output == *"runs geth and lighthouse"*"execution-geth-0-0 Bound pv-geth 2Ti"* ]]
}

@test "a swap whose deployment fails says what finishes it, and the next run does" {
	asks_for nethermind lighthouse 1Ti
	touch cluster/broken
	swap
	[ "$status" = 1 ]
	[[ $output == *"geth-0 was not deployed. It is stopped until this is repeated: make replace-client ENV=staging NODE=geth-0"* ]]
	rm cluster/broken
	swap
	[ "$status" = 0 ]
	[[ $output == *"the StatefulSet of geth-0, which is not there, is made again"* ]]
	[ "$(cat cluster/statefulset/execution)" = nethermind ]
}

@test "an interruption by Ctrl-C, or a refusal of the cluster, reports what is stopped and the command that finishes it" {
	asks_for nethermind lighthouse 1Ti
	KILL_AT=2 KILL_WITH=TERM swap
	[ "$status" = 1 ]
	[[ $output == *"interrupted, and geth-0 may be stopped. Finish with: make replace-client ENV=staging NODE=geth-0"* ]]
	swap
	[ "$status" = 0 ]
	asks_for geth lighthouse 1Ti
	touch cluster/refuses-deletion
	swap
	[ "$status" = 1 ]
	[[ $output == *"the StatefulSet geth-0 was not deleted"*"Finish with: make replace-client ENV=staging NODE=geth-0"* ]]
	rm cluster/refuses-deletion
	swap
	asks_for geth lighthouse 2Ti
	KILL_AT=$(($(cat cluster/changes) + 4)) KILL_WITH=TERM grow
	[ "$status" = 1 ]
	[ ! -d cluster/statefulset ]
	[[ $output == *"interrupted, and geth-0 may be without a StatefulSet. Finish with: make expand-volume ENV=staging NODE=geth-0"* ]]
}

@test "an enlargement whose deployment fails says that the pod has no controller and what finishes it, and the next run does" {
	asks_for geth lighthouse 2Ti
	touch cluster/broken
	grow
	[ "$status" = 1 ]
	[[ $output == *"its pod runs on without a StatefulSet, and nothing would start it again. Finish with: make expand-volume ENV=staging NODE=geth-0"* ]]
	rm cluster/broken
	grow
	[ "$status" = 0 ]
	[ "$(cat cluster/statefulset/sizes)" = '2Ti 100Gi' ]
}

@test "who changes his mind after an interruption gets the old client on its own volume" {
	asks_for nethermind lighthouse 1Ti
	for change in 2 4 5 6 7; do
		cp -R cluster before
		KILL_AT=$change swap
		[ "$status" = 137 ]
		asks_for geth lighthouse 1Ti
		swap
		[ "$status" = 0 ]
		run state
		[[ $output == *"runs geth and lighthouse"*"execution-geth-0-0 Bound pv-geth "* ]]
		rm -r cluster
		mv before cluster
	done
}

@test "no client is left on the volume of another when a claim was made meanwhile" {
	asks_for nethermind lighthouse 1Ti
	swap
	# Kept for geth, and geth has another one as well, as after a deployment in the midst of a swap.
	mkdir cluster/claims/execution-geth-0-0-nethermind
	: >cluster/log
	asks_for besu lighthouse 1Ti
	swap
	[ "$status" = 1 ]
	[[ $output == *"cannot be kept as execution-geth-0-0-nethermind, because that is there already"* ]]
	asks_for nethermind lighthouse 1Ti
	swap
	[ "$status" = 1 ]
	[[ $output == *"cannot become execution-geth-0-0 again, because that is there already"* ]]
	[ ! -s cluster/log ]
}

@test "a volume that a third claim has taken meanwhile is left to it" {
	asks_for nethermind lighthouse 1Ti
	KILL_AT=6 swap
	echo elsewhere >cluster/volumes/pv-geth/claim
	swap
	[ "$status" = 1 ]
	[[ $output == *"the volume pv-geth belongs to the claim chain/elsewhere meanwhile"* ]]
	[ "$(cat cluster/volumes/pv-geth/claim)" = elsewhere ]
}

@test "a node is not stopped for who lacks a right, nor while another pod has its volume, nor during a snapshot" {
	asks_for nethermind lighthouse 1Ti
	echo 'patch persistentvolumes' >cluster/forbidden
	swap
	[ "$status" = 1 ]
	[[ $output == *"you have no right to patch persistentvolumes; geth-0 was not touched"* ]]
	rm cluster/forbidden
	printf '%s\n' 'geth-0-0|Running| execution-geth-0-0 ' 'over|Succeeded|execution-geth-0-0 ' 'upload-x|Running|  execution-geth-0-0 ' >cluster/pods
	swap
	[ "$status" = 1 ]
	[[ $output == *"because another pod has its volume: upload-x uses execution-geth-0-0."* ]]
	rm cluster/pods
	echo 0 >cluster/statefulset/replicas
	swap
	[ "$status" = 1 ]
	[[ $output == *"geth-0 is stopped on purpose (its StatefulSet has 0 replicas)"* ]]
	[ ! -s cluster/log ]
}

@test "a pod that an interrupted enlargement left alone is not stopped unasked" {
	asks_for geth lighthouse 2Ti
	touch cluster/broken
	grow
	rm cluster/broken
	: >cluster/log
	asks_for nethermind lighthouse 2Ti
	swap
	[ "$status" = 1 ]
	[[ $output == *"the pod geth-0-0 runs without a StatefulSet"* ]]
	[ ! -s cluster/log ]
	swap --force
	[ "$status" = 0 ]
	[ ! -e cluster/orphan ]
	[ "$(cat cluster/claims/execution-geth-0-0-geth/volume)" = pv-geth ]
}

@test "a node that is not there, or not in the file, is said so" {
	rm -r cluster/statefulset cluster/claims/*
	swap
	[ "$status" = 1 ]
	[[ $output == *"make deploy NODE=geth-0 brings it there"* ]]
	: >cluster/wanted
	swap
	[ "$status" = 1 ]
	[[ $output == *"environments/staging.yaml has no node geth-0"* ]]
	grow
	[ "$status" = 1 ]
	[[ $output == *"environments/staging.yaml has no node geth-0"* ]]
}

@test "text in an annotation of a volume becomes no command and no field of another object" {
	for text in '../a' 'a b' '*' '$(touch x)' $'geth"\n  labels: {a: b}' 'GETH'; do
		printf '%s' "$text" >cluster/claims/execution-geth-0-0/written-by
		asks_for nethermind lighthouse 1Ti
		swap
		[ "$status" = 1 ]
		[[ $output == *'the cluster gives a name that is none'* ]]
	done
	rm cluster/claims/execution-geth-0-0/written-by
	echo 'Retain"}},"x":{"y":{"z":"' >cluster/volumes/pv-geth/reclaim-policy
	echo Retain >cluster/volumes/pv-geth/policy
	swap
	[ "$status" = 1 ]
	[[ $output == *'is none of Retain, Delete and Recycle'* ]]
	[ ! -e x ]
}
