#!/usr/bin/env bats
# `expand-volume` and `replace-client` are killed after each of their changes: the next run completes, and no volume is lost.

setup() {
	cd "$BATS_TEST_TMPDIR" || exit
	mkdir -p bin environments scripts cluster/{claims,volumes}
	cp "$BATS_TEST_DIRNAME/../confirm.sh" scripts/
	echo 'namespace: chain' >environments/staging.yaml
	for program in kubectl helmfile; do ln -s "$BATS_TEST_DIRNAME/tests/cluster.sh" "bin/$program"; done
	export PATH=$PWD/bin:$PATH YES=1 CLUSTER=$PWD/cluster
	set_desired geth lighthouse 1Ti
	helmfile sync
	: >cluster/log
	rm cluster/changes
}

set_desired() { echo "geth-0|$1|$2|execution=$3 consensus=100Gi " >cluster/desired; } # EXECUTION CONSENSUS SIZE
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

# Runs a program once for each of its changes, killed after that change, and then once more.
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
	set_desired nethermind lighthouse 1Ti
	survives_kills replace-client.sh
	run cat expected
	[[ $output == *"runs nethermind and lighthouse"*"execution-geth-0-0 Bound pv-nethermind"*"execution-geth-0-0-geth Bound pv-geth"* ]]
	[[ $output == *"pv-geth Delete execution-geth-0-0-geth"* ]]
	[[ $output != *moving-from* && $output != *reclaim-policy* ]]
}

@test "a swap back that is killed after any change is finished by the next run" {
	set_desired nethermind lighthouse 1Ti
	swap
	echo 0 >cluster/changes
	: >cluster/log
	set_desired geth lighthouse 1Ti
	survives_kills replace-client.sh
	run cat expected
	[[ $output == *"runs geth and lighthouse"*"execution-geth-0-0 Bound pv-geth"*"execution-geth-0-0-nethermind Bound pv-nethermind"* ]]
}

@test "both clients can be swapped at once, and back" {
	set_desired nethermind teku 1Ti
	swap
	set_desired geth lighthouse 1Ti
	swap
	[ "$status" = 0 ]
	run state
	[[ $output == *"runs geth and lighthouse"*"consensus-geth-0-0 Bound pv-lighthouse"*"consensus-geth-0-0-teku Bound pv-teku"*"execution-geth-0-0 Bound pv-geth"* ]]
}

@test "a dry run, and a missing answer, change nothing; a node that already has the clients of the file is not swapped" {
	set_desired nethermind lighthouse 1Ti
	swap --dry-run
	[ "$status" = 0 ]
	[ "$output" = "execution-geth-0-0, written by geth, is kept as execution-geth-0-0-geth" ]
	YES='' swap </dev/null
	[ "$status" = 1 ]
	set_desired geth lighthouse 1Ti
	swap
	[ "$status" = 0 ]
	[[ $output == *"already has the clients of environments/staging.yaml (geth, lighthouse)"* ]]
	[ ! -s cluster/log ]
}

@test "a claim is deleted only after its volume is retained, and the volume's former policy is restored" {
	set_desired nethermind lighthouse 1Ti
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

@test "an expansion that is killed after any change is finished by the next run" {
	set_desired geth lighthouse 2Ti
	survives_kills expand-volume.sh
	run cat expected
	[[ $output == *"runs geth and lighthouse"*"execution-geth-0-0 Bound pv-geth 2Ti"* ]]
}

@test "a swap whose deployment fails prints the command that finishes it, and the next run completes it" {
	set_desired nethermind lighthouse 1Ti
	touch cluster/broken
	swap
	[ "$status" = 1 ]
	[[ $output == *"geth-0 was not deployed. It is stopped until this is repeated: make replace-client ENV=staging NODE=geth-0"* ]]
	rm cluster/broken
	swap
	[ "$status" = 0 ]
	[[ $output == *"the StatefulSet of geth-0, which is missing, is created again"* ]]
	[ "$(cat cluster/statefulset/execution)" = nethermind ]
}

@test "an interruption by Ctrl-C, or a refusal of the cluster, reports what is stopped and the command that finishes it" {
	set_desired nethermind lighthouse 1Ti
	KILL_AT=2 KILL_WITH=TERM swap
	[ "$status" = 1 ]
	[[ $output == *"interrupted, and geth-0 may be stopped. Finish with: make replace-client ENV=staging NODE=geth-0"* ]]
	swap
	[ "$status" = 0 ]
	set_desired geth lighthouse 1Ti
	touch cluster/refuses-deletion
	swap
	[ "$status" = 1 ]
	[[ $output == *"the StatefulSet geth-0 was not deleted"*"Finish with: make replace-client ENV=staging NODE=geth-0"* ]]
	rm cluster/refuses-deletion
	swap
	set_desired geth lighthouse 2Ti
	KILL_AT=$(($(cat cluster/changes) + 4)) KILL_WITH=TERM grow
	[ "$status" = 1 ]
	[ ! -d cluster/statefulset ]
	[[ $output == *"interrupted, and geth-0 may be without a StatefulSet. Finish with: make expand-volume ENV=staging NODE=geth-0"* ]]
}

@test "an expansion whose deployment fails reports the pod without a controller and the command that finishes it, and the next run completes it" {
	set_desired geth lighthouse 2Ti
	touch cluster/broken
	grow
	[ "$status" = 1 ]
	[[ $output == *"its pod keeps running without a StatefulSet, and would not be restarted. Finish with: make expand-volume ENV=staging NODE=geth-0"* ]]
	rm cluster/broken
	grow
	[ "$status" = 0 ]
	[ "$(cat cluster/statefulset/sizes)" = '2Ti 100Gi' ]
}

@test "a return to the old client after an interruption restores its own volume" {
	set_desired nethermind lighthouse 1Ti
	for change in 2 4 5 6 7; do
		cp -R cluster before
		KILL_AT=$change swap
		[ "$status" = 137 ]
		set_desired geth lighthouse 1Ti
		swap
		[ "$status" = 0 ]
		run state
		[[ $output == *"runs geth and lighthouse"*"execution-geth-0-0 Bound pv-geth "* ]]
		rm -r cluster
		mv before cluster
	done
}

@test "no client is left on the volume of another when a claim was made meanwhile" {
	set_desired nethermind lighthouse 1Ti
	swap
	# Kept for geth, and geth has another one as well, as after a deployment in the midst of a swap.
	mkdir cluster/claims/execution-geth-0-0-nethermind
	: >cluster/log
	set_desired besu lighthouse 1Ti
	swap
	[ "$status" = 1 ]
	[[ $output == *"cannot be kept as execution-geth-0-0-nethermind, because that name is taken"* ]]
	set_desired nethermind lighthouse 1Ti
	swap
	[ "$status" = 1 ]
	[[ $output == *"cannot become execution-geth-0-0 again, because that name is taken"* ]]
	[ ! -s cluster/log ]
}

@test "a volume that a third claim has bound meanwhile is left to it" {
	set_desired nethermind lighthouse 1Ti
	KILL_AT=6 swap
	echo elsewhere >cluster/volumes/pv-geth/claim
	swap
	[ "$status" = 1 ]
	[[ $output == *"the volume pv-geth is now bound to the claim chain/elsewhere"* ]]
	[ "$(cat cluster/volumes/pv-geth/claim)" = elsewhere ]
}

@test "a node is not stopped without the required rights, nor while another pod uses its volume, nor during a snapshot" {
	set_desired nethermind lighthouse 1Ti
	echo 'patch persistentvolumes' >cluster/forbidden
	swap
	[ "$status" = 1 ]
	[[ $output == *"you have no right to patch persistentvolumes; geth-0 was not changed"* ]]
	rm cluster/forbidden
	printf '%s\n' 'geth-0-0|Running| execution-geth-0-0 ' 'over|Succeeded|execution-geth-0-0 ' 'upload-x|Running|  execution-geth-0-0 ' >cluster/pods
	swap
	[ "$status" = 1 ]
	[[ $output == *"because another pod uses its volume: upload-x uses execution-geth-0-0."* ]]
	rm cluster/pods
	echo 0 >cluster/statefulset/replicas
	swap
	[ "$status" = 1 ]
	[[ $output == *"geth-0 is stopped on purpose (its StatefulSet has 0 replicas)"* ]]
	[ ! -s cluster/log ]
}

@test "a pod that an interrupted expansion left without a controller is not stopped without confirmation" {
	set_desired geth lighthouse 2Ti
	touch cluster/broken
	grow
	rm cluster/broken
	: >cluster/log
	set_desired nethermind lighthouse 2Ti
	swap
	[ "$status" = 1 ]
	[[ $output == *"the pod geth-0-0 runs without a StatefulSet"* ]]
	[ ! -s cluster/log ]
	swap --force
	[ "$status" = 0 ]
	[ ! -e cluster/orphan ]
	[ "$(cat cluster/claims/execution-geth-0-0-geth/volume)" = pv-geth ]
}

@test "a node that is missing in the cluster or in the file is reported" {
	rm -r cluster/statefulset cluster/claims/*
	swap
	[ "$status" = 1 ]
	[[ $output == *"make deploy NODE=geth-0 deploys it"* ]]
	: >cluster/desired
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
		set_desired nethermind lighthouse 1Ti
		swap
		[ "$status" = 1 ]
		[[ $output == *'the cluster returned an invalid name'* ]]
	done
	rm cluster/claims/execution-geth-0-0/written-by
	echo 'Retain"}},"x":{"y":{"z":"' >cluster/volumes/pv-geth/reclaim-policy
	echo Retain >cluster/volumes/pv-geth/policy
	swap
	[ "$status" = 1 ]
	[[ $output == *'is not one of Retain, Delete and Recycle'* ]]
	[ ! -e x ]
}
