#!/usr/bin/env bash
# Checks that a node may be upgraded now. helmfile runs it before each node's release (hook "presync").
set -euo pipefail

usage() {
	cat <<-'TEXT'
		Usage: scripts/operate/gate.sh --namespace=NAMESPACE --network=NETWORK --node=NODE [options]

		Exits with 0 if every other node of the network in the namespace is in sync, so that NODE may be taken down. It waits
		for nodes that have just been restarted; if one has been out of sync for longer than the timeout, the upgrade is
		refused. A node that is not in the cluster yet has no callers and passes at once.
		A client on the volume of another client is always refused, and so is a history that the client cannot convert the
		volume to.

		  --context=CONTEXT     of the kubeconfig; default: the current one
		  --timeout=SECONDS     how long to wait for the others; default 1800
		  --settled=SECONDS     how long a node must have been in sync to count; default 60
		  --execution=CLIENT    the clients of NODE after the upgrade
		  --consensus=CLIENT
		  --history=MODE        the history of NODE after the upgrade; without it, its volume is only checked when the pod starts
		  --history-change=prune
		                        the execution client may prune the volume before it starts
		  --force=true          pass regardless of the others
	TEXT
}

here=$(dirname "${BASH_SOURCE[0]}")
# shellcheck source=scripts/operate/options.sh
. "$here/options.sh"
context='' namespace='' network='' node='' timeout=1800 settled=60 force=false execution='' consensus='' history='' history_change=''
read_options "context namespace network node execution consensus history history-change timeout settled force" "$@"
[[ $namespace && $network && $node ]] || usage_error
need_seconds "$timeout" "$settled"
kubectl=(kubectl ${context:+--context="$context"} --namespace "$namespace")
# shellcheck source=scripts/operate/nodes.sh
. "$here/nodes.sh"

statefulset=$(node_field "$node" .metadata.name)
need_names "$statefulset"

# Another client would start on the volume of its predecessor. Without a StatefulSet, annotations of the claims, written by the
# program that deleted it, name that client.
claims=$("${kubectl[@]}" get persistentvolumeclaims --selector "ethereum.nodeyard.io/node=$node" \
	--output 'jsonpath={range .items[*]}{.metadata.name}|{.metadata.annotations.ethereum\.nodeyard\.io/written-by}{"\n"}{end}')
for change in "execution $execution" "consensus $consensus"; do
	read -r layer desired <<<"$change"
	IFS='|' read -r claim writer <<<"$(grep -E "^$layer-.*-0\|" <<<"$claims")"
	need_names "$claim" "$writer"
	now=$(node_field "$node" ".metadata.labels.ethereum\\.nodeyard\\.io/$layer-client")
	now=${now:-$writer}
	need_names "$now"
	[[ $desired && $claim && $now && $now != "$desired" ]] || continue
	echo "gate: $node runs $now, and $desired cannot read its volume $claim. Keep that volume under another name with:
gate:   make replace-client NODE=$node" >&2
	exit 1
done
[ -n "$statefulset" ] || exit 0

# Some clients also refuse another history, or keep the one of the volume. A pod that waits for the right history is no evidence
# of its volume's history: its own setting is the wrong one.
facts=$here/../../charts/ethereum-infrastructure/files/clients/$execution.yaml
running=$(node_field "$node" '.metadata.labels.ethereum\.nodeyard\.io/history')
if [[ $history && $running && $running != "$history" && $claims == *execution-*-0\|* && -f $facts ]]; then
	need_names "$running"
	effect=$(yaml_values "$facts" "historyChanges/$running/$history")
	why=''
	[ -z "$effect" ] || why=$(yaml_values "$facts" "historyReasons/$effect")
	case $effect:$history_change in
	prunes:* | command:prune) say "gate: the volume of $node has history $running, and $execution prunes it to $history" ;;
	*)
		waits=$("${kubectl[@]}" get pods --selector "ethereum.nodeyard.io/node=$node" \
			--output 'jsonpath={.items[*].status.initContainerStatuses[?(@.name=="history")].ready}')
		if [[ $waits != *false* ]]; then
			echo "gate: $node runs with history $running, and $execution cannot convert it to $history: ${why:-it does not have both}.
gate: Put nodes.$node.execution.history back to $running, or see docs/operations.md, \"Another history\"." >&2
			exit 1
		fi
		;;
	esac
fi

if [ "$force" = true ]; then
	say "gate: $node goes ahead without asking after the other nodes (force)"
	exit
fi

refuse() { # REASON
	cat >&2 <<-TEXT
		gate: $node was not touched, because another $network node in the namespace "$namespace" is not in sync:
		gate:   $1
		gate: With both down, no node may be left to serve. Repair that node first (make health NODE=${1%%:*}; docs/operations.md,
		gate: "When the gate refuses"), or override with: --state-values-set force=true (make: FORCE=1)
	TEXT
	exit 1
}

# From here on the cluster may be away for a moment.
began=$(now) reported=0 patient=yes
while :; do
	waiting='' down=''
	verdicts=$(node_verdicts "network=$network" "$timeout" "$settled") || waiting='the cluster, which does not answer'
	while IFS='|' read -r other verdict reason; do
		case $other:$verdict in
		"$node":* | *:ready | :) ;;
		*:down) down="$other: $reason" ;;
		*) waiting="$other: $reason" ;;
		esac
	done <<<"$verdicts"
	[ -z "$down" ] || refuse "$down"
	[ -n "$waiting" ] || break
	if [ $(($(now) - began)) -ge "$timeout" ] && [[ $waiting != *:* ]]; then
		echo "gate: $node was not touched, because the cluster does not answer (waited $timeout s)" >&2
		say_unanswered
		exit 1
	fi
	[ $(($(now) - began)) -lt "$timeout" ] || refuse "$waiting (waited $timeout s)"
	if [ $(($(now) - reported)) -ge 15 ]; then
		say "gate: before $node is touched, waiting for $waiting ($(($(now) - began)) of $timeout s)"
		reported=$(now)
	fi
	sleep 2
done
say "gate: the other $network nodes are in sync; $node may be taken down"
