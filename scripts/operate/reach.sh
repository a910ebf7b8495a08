# Bounded requests to the cluster. If it does not answer as a cluster does, one sentence names the context, the response and
# the fix; the programs' own messages name only a port. Sourced by options.sh.
# shellcheck shell=bash

# Seconds for the first answer, and for each further one.
FIRST_ANSWER=10 ANSWER=30

# Ends the program unless the cluster answers. For those whose calls have no bound of their own (helm, helmfile, logs that are
# followed, ports, deletions), and because kubectl asks a silent server five times for its kinds before it gives up.
reach_cluster() { say_unanswered || exit 1; }

# A caller that retries sets `patient`.
kubectl() {
	local bound=''
	ends_by_itself "$@" && bound=--request-timeout=${ANSWER}s
	or_unanswered kubectl ${bound:+"$bound"} "$@"
}
helm() { or_unanswered helm "$@"; }
or_unanswered() { # PROGRAM ARGUMENT...
	local status=0
	command "$@" || status=$?
	# From 128 on a signal ended it.
	[ "$status" = 0 ] || [ "$status" -ge 128 ] || [ -n "${patient-}" ] || say_unanswered || true
	return "$status"
}

# A bound would also end a request that waits, follows or forwards. One that the caller has set stays.
ends_by_itself() { # ARGUMENT...
	[[ " $* " != *' --request-timeout='* && " $* " != *' --follow '* ]] || return
	while [ $# -gt 0 ]; do
		case $1 in
		-n | --namespace) shift ;;
		-*) ;;
		delete | wait | port-forward) return 1 ;;
		*) return 0 ;;
		esac
		shift
	done
}

# Fails with the reason unless the cluster returns its version.
say_unanswered() {
	local answer asked="context \"${context-}\"" see="kubectl${context:+ --context=$context}" unless
	answer=$(command kubectl ${context:+--context="$context"} get --raw /version --request-timeout="${FIRST_ANSWER}s" 2>&1) &&
		[[ $answer == *'"gitVersion"'* ]] && return
	[ -n "${context-}" ] || asked="current context \"$(command kubectl config current-context 2>/dev/null || echo none)\""
	unless="set kubeContext${environment_file:+ in $environment_file} where another cluster is meant"
	case $answer in
	*'context '*'does not exist'*)
		echo "The kubeconfig has no $asked: see \"kubectl config get-contexts\", and $unless." ;;
	*Unauthorized* | *'must be logged in'* | *'provide credentials'*)
		echo "The cluster of the $asked does not accept your credentials (401): sign in again, and $unless." ;;
	*Forbidden* | *forbidden*)
		echo "The cluster of the $asked refuses your account (403): ask its administrators for access (docs/platform.md, \"Namespaces\"), and $unless." ;;
	*x509* | *certificate*)
		echo "The certificate of the cluster of the $asked is not the one in the kubeconfig: see \"$see config view --minify\", and $unless." ;;
	*Client.Timeout* | *'deadline exceeded'* | *'i/o timeout'* | *'handshake timeout'*)
		echo "The cluster of the $asked does not answer within $FIRST_ANSWER s: see \"$see cluster-info\" and your network (VPN, firewall), and $unless." ;;
	*refused* | *'no such host'* | *EOF | *'connection reset'* | *unreachable* | *'no route to host'*)
		echo "The cluster of the $asked does not answer: see \"$see cluster-info\", and $unless." ;;
	*)
		printf '%s\n' "The server of the $asked does not answer as Kubernetes does; it may be a proxy or a sign-in page: see \"$see config view --minify\" and NO_PROXY, and $unless. Its response: $(printf '%.100q' "$answer")" ;;
	esac >&2
	return 1
}
