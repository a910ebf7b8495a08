# Takes a snapshot of a node now, and waits for its end. Sourced by rollback.sh.
# shellcheck shell=bash
: "${namespace:?}" "${node:?}" "${statefulset:?}" "${kubectl[0]:?}"

# Seconds for which a pod may be in a state that rarely ends by itself.
STUCK_SECONDS=120

# Returns 0 if the snapshot exists; else prints the reason.
take_snapshot() { # CRONJOB TIMEOUT_SECONDS
	local job end state began reported=0 stuck_since='' before=''
	began=$(now)
	job=$(begun_snapshot) || return
	if [ -n "$job" ]; then
		say "rollback: waiting for the snapshot that was started earlier: $job"
	else
		job=${statefulset:0:36}-before-rollback-$(date +%s)
		"${kubectl[@]}" create job "$job" --from="$1" || return
	fi
	say "rollback: waiting up to $(format_duration "$2") for the snapshot. Ctrl-C ends only the waiting: the next \"make rollback\" continues with it"
	while :; do
		# A short outage of the API server does not end the wait.
		if end=$(end_of "$job"); then
			case $end in
			gone) echo "the job $job was deleted" >&2 && return 1 ;;
			*Complete\|*) say "rollback: the snapshot is complete ($(format_duration $(($(now) - began))))" && return ;;
			*Failed\|*) snapshot_failed "$job" "${end##*Failed|}" && return 1 ;;
			esac
		fi
		state=$(pod_of "$job") || state=''
		if [[ $state =~ ImagePull|InvalidImageName|ErrImage|CreateContainer ]]; then
			stuck_since=${stuck_since:-$(now)}
			[ $(($(now) - stuck_since)) -lt "$STUCK_SECONDS" ] || { give_up "$job" "$state" && return 1; }
		else
			stuck_since=''
		fi
		if [ $(($(now) - began)) -ge "$2" ]; then
			echo "no snapshot was finished in $(format_duration "$2"): ${state:-its pod does not exist}. It continues by itself: kubectl --namespace $namespace logs --follow job/$job. Repeat this later, or with a longer --timeout" >&2
			return 1
		fi
		if [ $(($(now) - reported)) -ge 30 ] || [ "$state" != "$before" ]; then
			say "rollback: ${state:-the snapshot has no pod yet} ($(format_duration $(($(now) - began))) of $(format_duration "$2"))"
			reported=$(now) before=$state
		fi
		sleep 2
	done
}

# A snapshot that an interrupted rollback has started.
begun_snapshot() {
	"${kubectl[@]}" get jobs --selector "ethereum.nodeyard.io/node=$node" --output 'jsonpath={range .items[*]}{.metadata.name}|{.status.completionTime}{.status.conditions[?(@.type=="Failed")].type}{"\n"}{end}' |
		sed -n "s/^\(${statefulset:0:36}-before-rollback-[0-9]*\)|\$/\1/p" | tail -1
}

# "type|message" of each condition that a job has come to, or "gone".
end_of() { # JOB
	local found
	found=$("${kubectl[@]}" get job "$1" --ignore-not-found --output 'jsonpath={.metadata.name}{range .status.conditions[?(@.status=="True")]}{"\n"}{.type}|{.message}{end}') || return
	echo "${found:-gone}"
}

# State of the newest pod of a job: why it waits, or the last line of its log.
pod_of() { # JOB
	local pod phase waiting unscheduled line
	IFS='|' read -r pod phase waiting unscheduled <<<"$("${kubectl[@]}" get pods --selector "job-name=$1" --sort-by=.metadata.creationTimestamp \
		--output 'jsonpath={range .items[*]}{.metadata.name}|{.status.phase}|{range .status.containerStatuses[*]}{.state.waiting.reason}{" "}{.state.waiting.message}{end}|{.status.conditions[?(@.reason=="Unschedulable")].message}{"\n"}{end}' | tail -1)"
	[ -n "$pod" ] || return 0
	waiting=$(sed 's/^ *//; s/ *$//' <<<"$waiting")
	if [ -n "$waiting$unscheduled" ]; then
		echo "its pod $pod waits: ${waiting:-$unscheduled}"
	else
		line=$("${kubectl[@]}" logs "$pod" --tail=1 2>/dev/null | masked | tr -d '\000-\037\177') || line=''
		echo "${line:-its pod $pod is $phase}"
	fi
}

snapshot_failed() { # JOB MESSAGE
	echo "the snapshot failed: $2. The last lines of kubectl --namespace $namespace logs job/$1:" >&2
	"${kubectl[@]}" logs "job/$1" --tail=20 2>&1 | masked | sed 's/^/  /' >&2 || true
}

# A job that never started must not stop the node at an arbitrary later time.
give_up() { # JOB STATE
	local outcome='Its job was removed'
	"${kubectl[@]}" delete job "$1" --wait=false >/dev/null ||
		outcome="Remove its job, or it stops the node when it can begin: kubectl --namespace $namespace delete job $1"
	echo "the snapshot cannot start: $2. $outcome" >&2
}
