# Calls to the API of the Git host, for scripts that have sourced common.sh. Sourced.
# shellcheck shell=sh disable=SC2154
#
#   HOST_KIND       github, gitlab or gitea
#   HOST_API        URL of its API
#   HOST_URL        URL to push to
#   HOST_PROJECT    owner/name; on GitLab the number of the project
#   HOST_TOKEN      token of the job; on GitLab one of the project
#   DEFAULT_BRANCH  the branch that environments are deployed from

need curl jq
response=$work/response.json

case ${HOST_KIND-} in github | gitlab | gitea) ;; *) fail "HOST_KIND must be github, gitlab or gitea" ;; esac
case ${HOST_API-} in https://* | http://127.0.0.1:*) ;; *) fail "HOST_API must be an https URL" ;; esac
case ${HOST_PROJECT-} in '' | *[!A-Za-z0-9._/-]*) fail "HOST_PROJECT must be owner/name, or the number of a project" ;; esac
case ${HOST_TOKEN-} in *[!A-Za-z0-9._~+/=-]*) fail "HOST_TOKEN has characters that no token has" ;; esac

# Leaves the answer in $response, and its status in $status. The token is in no argument, which others of the machine could read.
api() { # METHOD PATH [FILE]
	status=$(printf 'header = "Authorization: Bearer %s"\n' "$HOST_TOKEN" |
		curl --config - --silent --show-error --max-time 30 --request "$1" --header 'Accept: application/json' \
			${3:+--header 'Content-Type: application/json' --data-binary "@$3"} \
			--output "$response" --write-out '%{http_code}' "$HOST_API/$2") || fail "the host does not answer: $1 $2"
	case $status in 2??) ;; *) return 1 ;; esac
}

refused() { # WHAT
	fail "the host refuses to $1 (HTTP $status): $(jq -r '.message // .error // empty' "$response" 2>/dev/null | tr -d '\000-\037' | cut -c 1-200)"
}

# The first entry of a list that a jq filter chooses. Hosts give at most 100 entries at once.
find_entry() { # PATH QUERY FILTER [ARGUMENT OF JQ]...
	path=$1 query=$2 filter=$3 page=1
	shift 3
	while [ "$page" -le 20 ]; do
		api GET "$path?${query:+$query&}per_page=100&limit=100&page=$page" || refused "list $path"
		jq -r "$@" "[.[] | select($filter)] | first // empty | .id // .iid" "$response" >"$work/found" || fail "the answer to $path is not a list"
		[ ! -s "$work/found" ] || break
		[ "$(jq length "$response")" -eq 100 ] || break
		page=$((page + 1))
	done
	cat "$work/found"
}
