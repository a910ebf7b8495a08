# State of nodes in the cluster. Sourced by the programs beside it, which set `namespace`, and `kubectl` to the command
# with its context and namespace.
# shellcheck shell=bash
: "${namespace:?}" "${kubectl[0]:?}"

# One line for each node with the label: "node|verdict|reason". The verdict is
#   ready    its pod is of the newest revision, and the sidecar, which decides readiness, has found it in sync
#   coming   it is not ready yet
#   down     it is not, and its pod has run for longer than the given timeout
# eth_syncing is not used: it returns false as well while no consensus client drives the node.
# Fails when the cluster does not answer: `set -e` is off in a command substitution, and no line would mean no node.
node_verdicts() { # LABEL=VALUE PATIENCE_SECONDS SETTLED_SECONDS
	local sets pods set node generation observed revision replicas
	sets=$(selected statefulsets "$1" '{.metadata.name}|{.metadata.labels.ethereum\.nodeyard\.io/node}|{.metadata.generation}|{.status.observedGeneration}|{.status.updateRevision}|{.spec.replicas}') || return
	pods=$(selected pods "$1" '{.metadata.name}|{.metadata.labels.controller-revision-hash}|{.metadata.deletionTimestamp}|{.metadata.creationTimestamp}|{.status.conditions[?(@.type=="Ready")].status}|{.status.conditions[?(@.type=="Ready")].lastTransitionTime}') || return
	while IFS='|' read -r set node generation observed revision replicas; do
		[ -n "$set" ] || continue
		if [ "$replicas" = 0 ]; then
			echo "$node|coming|it is stopped on purpose (its StatefulSet has 0 replicas), for a snapshot or for maintenance"
		elif [ "$generation" != "$observed" ]; then
			echo "$node|coming|Kubernetes has not observed its newest settings yet"
		else
			echo "$node|$(pod_verdict "$set-0" "$revision" "$2" "$3" <<<"$pods")"
		fi
	done <<<"$sets"
}

# "verdict|reason" of one node's pod; the pods are on standard input.
pod_verdict() { # POD REVISION PATIENCE_SECONDS SETTLED_SECONDS
	local pod revision deleted created ready since
	while IFS='|' read -r pod revision deleted created ready since; do
		[ "$pod" = "$1" ] || continue
		if [ -n "$deleted" ]; then
			echo "coming|its pod is stopping"
		elif [ "$revision" != "$2" ]; then
			echo "coming|its pod is of an older revision and about to be replaced"
		elif [ "$ready" = True ] && [[ $since < $(seconds_ago "$4") ]]; then
			echo "ready|"
		elif [ "$ready" = True ]; then
			echo "coming|it is in sync, but for less than $4 s"
		elif [[ $created < $(seconds_ago "$3") ]]; then
			echo "down|$(health_words "$pod"); its pod was started at $created"
		else
			echo "coming|$(health_words "$pod")"
		fi
		return
	done
	echo "coming|it has no pod"
}

# A field of a node's StatefulSet.
node_field() { # NODE JSONPATH
	"${kubectl[@]}" get statefulsets --selector "ethereum.nodeyard.io/role=sync,ethereum.nodeyard.io/node=$1" \
		--output "jsonpath={.items[*]$2}"
}

# Reason why a pod is not ready: its obstacle to starting, else state and summary of the sidecar, which starts before the
# clients and can only report that they do not answer.
health_words() { # POD
	local status state summary obstacle
	obstacle=$(start_obstacle "$1") || true
	[ -z "$obstacle" ] || { echo "$obstacle" && return; }
	status=$("${kubectl[@]}" get --raw "/api/v1/namespaces/$namespace/pods/$1:8099/proxy/status" --request-timeout=5s 2>/dev/null | tr -d '\000-\037\177') || status=
	state=$(sed -nE 's/.*"verdict":\{[^{}]*"state":"([A-Z_]*)".*/\1/p' <<<"$status")
	summary=$(sed -nE 's/.*"verdict":\{[^{}]*"summary":"(([^"\]|\\.)*)".*/\1/p' <<<"$status")
	echo "${state:-its sidecar does not answer yet}${summary:+: $summary}"
}

# Obstacle to the start of a pod: it cannot be scheduled, or a container waits for more than its turn. Empty if it starts.
start_obstacle() { # POD
	local each='{.name}|{.state.waiting.reason}|{.state.waiting.message}{"\n"}' name reason message
	"${kubectl[@]}" get pod "$1" --request-timeout=5s --output "jsonpath={range .status.conditions[?(@.type==\"PodScheduled\")]}|{.status}|{.message}{\"\n\"}{end}{range .status.initContainerStatuses[?(@.state.waiting)]}$each{end}{range .status.containerStatuses[?(@.state.waiting)]}$each{end}" 2>/dev/null |
		tr -d '\000-\011\013-\037\177' | while IFS='|' read -r name reason message; do
		[ ${#message} -le 250 ] || message=${message:0:250}...
		case "$name|$reason" in
		'|False') echo "its pod cannot be scheduled: $message" && return ;;
		'|'* | *'|PodInitializing' | *'|ContainerCreating' | *'|') ;;
		*) echo "its pod cannot start: $name waits: $reason${message:+, $message}" && return ;;
		esac
	done
}

selected() { # KIND LABEL=VALUE JSONPATH
	"${kubectl[@]}" get "$1" --selector "ethereum.nodeyard.io/role=sync,ethereum.nodeyard.io/$2" \
		--output "jsonpath={range .items[*]}$3{\"\\n\"}{end}"
}

now() { date +%s; }

# A time as Kubernetes writes it, so that times compare as text.
seconds_ago() { # SECONDS
	local at=$(($(now) - $1)) form=+%Y-%m-%dT%H:%M:%SZ
	date -u -d "@$at" "$form" 2>/dev/null || date -u -r "$at" "$form"
}

# Progress messages. helmfile shows the output of a hook only after its end: a program that calls helmfile opens file
# descriptor 9 for them, and otherwise they are written to the terminal.
say() {
	local line
	line="$(date +%H:%M:%S) $*"
	if { true >&9; } 2>/dev/null; then
		echo "$line" >&9
	elif { true >/dev/tty; } 2>/dev/null; then
		echo "$line" >/dev/tty
	else
		echo "$line" >&2
	fi
}
