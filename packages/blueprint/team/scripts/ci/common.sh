# What the scripts of CI jobs share. Sourced by them from the root of the repository.
# shellcheck shell=sh
#
#   ENVIRONMENT     name of a file of environments/
#   PROMOTE_FROM    the environment whose changes are promoted to ENVIRONMENT
#   CLUSTER         text of a kubeconfig
#   SOPS_AGE_KEY    private key of age, which SOPS and helmfile read by themselves
#   CHANGE_NUMBER   number of the pull request
#   BASE_COMMIT     commit that the pull request changes
#   HOST_KIND, HOST_API, HOST_URL, HOST_PROJECT, HOST_TOKEN, DEFAULT_BRANCH: host.sh

PATH=$PWD/.tools/bin:$PATH
job=$(basename -- "$0" .sh)

say() { printf '%s: %s\n' "$job" "$1"; }
fail() {
	printf '%s: %s\n' "$job" "$1" >&2
	exit 1
}

need() { # PROGRAM...
	for program in "$@"; do
		command -v "$program" >/dev/null || fail "$program is missing: run \"make tools\", or install it in the runner's image"
	done
}

# Ends the job unless the variable names an environment of the repository.
need_environment() { # VARIABLE
	eval "value=\${$1-}"
	case ${value:=} in
	'' | *[!a-z0-9-]*) fail "$1 must name a file of environments/, such as staging" ;;
	esac
	[ -f "environments/$value.yaml" ] || fail "$1: there is no environments/$value.yaml"
}

need_commit() { # VARIABLE
	eval "value=\${$1-}"
	case ${value:=} in
	'' | *[!0-9a-f]*) fail "$1 must be the hash of a commit" ;;
	esac
	git cat-file -e "$value^{commit}" 2>/dev/null || fail "$1: the commit $value is not in the checkout, which must have the whole history"
}

environments() { for file in environments/*.yaml; do basename -- "$file" .yaml; done; }

# A folder that only this account can read, removed when the job ends.
umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The kubeconfig goes into a file of that folder, because kubectl takes no other.
open_cluster() {
	[ "${CLUSTER-}" ] || fail "CLUSTER is empty: store the kubeconfig of $ENVIRONMENT as a secret of the host (README.md, \"CI/CD\")"
	need kubectl
	printf '%s\n' "$CLUSTER" >"$work/kubeconfig"
	export KUBECONFIG="$work/kubeconfig"
	unset CLUSTER
}

# A block of Markdown that its text cannot end, however many backticks it has. Cut at a number of bytes.
fenced() { # LANGUAGE BYTES FILE
	LC_ALL=C awk -v language="$1" -v most="$2" '
		{
			size += length($0) + 1
			if (size > most) { cut++; next }
			lines[++count] = $0
			rest = $0
			while (match(rest, /`+/)) {
				if (RLENGTH > longest) longest = RLENGTH
				rest = substr(rest, RSTART + RLENGTH)
			}
		}
		END {
			for (fence = "```"; length(fence) <= longest; ) fence = fence "`"
			print fence language
			for (i = 1; i <= count; i++) print lines[i]
			print fence
			if (cut) print "\n" cut " more lines: the log of the job has all of them."
		}' "$3"
}
