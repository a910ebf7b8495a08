#!/usr/bin/env bash
# Make the images of the test as archives, without pulling anything and without a container engine, and print their paths:
# geth from its Go build, Lodestar from npm, node-health and the programs of snapshots from this repository; Node.js from npm,
# its C library from Debian.
#
#   build.sh --lodestar-tree    only fetches Lodestar and prints its folder
#   build.sh --situations       also those of tests/situations: another execution client, and programs whose clock can be set
#
# Each is kept in ~/.cache/nodeyard/images under a key of what it is made from.
set -euo pipefail
# shellcheck source=tests/cluster/lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/../../cluster/lib.sh"
export NODEYARD_CACHE=$cache
# shellcheck source=scripts/tools/versions.sh
. "$here/../../scripts/tools/versions.sh"
# shellcheck source=scripts/tools/sources.sh
. "$root/scripts/tools/sources.sh"
# shellcheck source=scripts/tools/fetch.sh
. "$root/scripts/tools/fetch.sh"
line() { say "$*"; } # what fetch.sh reports by

folder=$here/../integration/images
images=$cache/images
mkimage=$bin/mkimage
platform=linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')
mkdir -p "$images"

key_of() { cat "$@" | sha256sum | cut -c1-12; } # FILE...
recipe=${BASH_SOURCE[0]}

# Run a command that fills a folder, once: $1 appears whole or not at all.
once() { # FOLDER COMMAND...
	[ ! -d "$1" ] || return 0
	local made
	made=$(mktemp -d "$images/.making-XXXXXX")
	"${@:2}" "$made" >&2
	mv -T "$made" "$1" 2>/dev/null || rm -rf "$made"
}

# The libraries that Node.js needs, in one flat folder.
c_library() { # FOLDER
	local debs
	debs=$(mktemp -d)
	unpack_debs "$debs" libc6 libgcc-s1 libstdc++6
	find "$debs" -name '*.so.*' \( -type f -o -type l \) -path '*lib*' ! -path '*/gconv/*' ! -path '*/share/*' -exec cp -L -t "$1" {} + 2>/dev/null || true
	rm -rf "$debs"
	[ -e "$1/libc.so.6" ] && [ -e "$1/libstdc++.so.6" ]
}

# HAProxy with every library that it names, in the folders of an image.
haproxy() { # FOLDER
	local debs
	debs=$(mktemp -d)
	unpack_debs "$debs" haproxy libc6 libcap2 libcrypt1 libgcc-s1 libgcrypt20 libgpg-error0 liblua5.3-0 liblz4-1 liblzma5 \
		libopentracing-c-wrapper0 libopentracing1 libpcre2-8-0 libssl3 libstdc++6 libsystemd0 libzstd1
	mkdir -p "$1/lib" "$1/sbin"
	cp "$debs/usr/sbin/haproxy" "$1/sbin/"
	find "$debs" -name '*.so*' \( -type f -o -type l \) -path '*lib*' ! -path '*/gconv/*' ! -path '*/share/*' -exec cp -L -t "$1/lib" {} + 2>/dev/null || true
	rm -rf "$debs"
	[ -e "$1/lib/libc.so.6" ] && [ -e "$1/lib/libpcre2-8.so.0" ]
}

# The Node.js that Lodestar runs on, as versions.yaml records it.
lodestar_node() { # FOLDER
	local archive
	archive=$(mktemp -d)
	npm_archive lodestar-node "$archive" && as_recorded lodestar-node "$archive/archive" || return
	mkdir -p "$1/node_modules/node-$platform"
	tar -xzf "$archive/archive" -C "$1/node_modules/node-$platform" --strip-components=1
	rm -rf "$archive"
}

lodestar() { # FOLDER
	cp "$folder"/lodestar/package*.json "$1/"
	say "fetching Lodestar $(version_of lodestar) from npm (about a minute)"
	# Nothing is compiled: see lodestar/package.json.
	npm ci --prefix "$1" --ignore-scripts --omit=dev --no-audit --no-fund --loglevel=error
	lodestar_node "$1/runtime"
}

# The chart's init container "genesis" calls geth to make block 0; this client reads genesis.json at each start: it is kept for it.
ethereumjs() { # FOLDER
	cp "$folder"/ethereumjs/package*.json "$1/"
	say "fetching the EthereumJS client $(version_of ethereumjs) from npm"
	npm ci --prefix "$1" --ignore-scripts --omit=dev --no-audit --no-fund --loglevel=error
	printf '#!/usr/local/bin/node\n%s\n' "require('node:fs').copyFileSync('/genesis/genesis.json', '/data/genesis.json');" >"$1/geth"
	chmod 755 "$1/geth"
}

# The library that shows a program another time of day than the machine's.
faketime() { # FOLDER
	local debs
	debs=$(mktemp -d)
	unpack_debs "$debs" libfaketime
	find "$debs" -name libfaketimeMT.so.1 -exec cp -t "$1" {} +
	rm -rf "$debs"
	[ -e "$1/libfaketimeMT.so.1" ]
}

# As docker/snapshot-builder and docker/delta-sync do.
snapshots_app() { # FOLDER
	cp -r "$snapshots"/*.mjs "$snapshots/node_modules" "$1/"
	{ echo '#!/usr/local/bin/node' && cat "$snapshots/$name.mjs"; } >"$1/$name.mjs"
	chmod 755 "$1" "$1/$name.mjs"
}

image() { # NAME KEY REF MKIMAGE-ARGUMENT...
	local archive=$images/$1-$2.tar
	if [ ! -e "$archive" ]; then
		say "making the image $3"
		"$mkimage" -o "$archive" -ref "$3" -dir /tmp:1777 "${@:4}"
	fi
	touch "$archive"
	echo "$archive"
}

# Every change of the sidecar makes a new image: images that were not used for a week are deleted.
find "$images" -maxdepth 1 -type f -mtime +7 -delete

lodestar_tree=$images/lodestar-$(version_of lodestar)-$(key_of "$folder"/lodestar/package*.json)-node-$(version_of lodestar-node)
once "$lodestar_tree" lodestar
# A script that makes a genesis needs the packages themselves.
if [ "${1-}" = --lodestar-tree ]; then
	echo "$lodestar_tree"
	exit
fi

libraries=$images/c-library-$(key_of "$here/lib.sh")
once "$libraries" c_library

geth=$(readlink -f "$root/.tools/bin/geth")
image geth "$(version_of geth)-$(key_of "$recipe")" "nodeyard.test/geth:$(version_of geth)" -entrypoint '["geth"]' "$geth:/usr/local/bin/geth"

# bcrypto has no native code for this Node.js; this variable selects JavaScript. The preset must be set before flags are read.
lodestar_parts=(-link /lib64=lib -env NODE_BACKEND=js -env LODESTAR_PRESET=minimal -env NODE_NO_WARNINGS=1
	-entrypoint '["/usr/local/bin/node","/app/node_modules/@chainsafe/lodestar/lib/index.js"]'
	"$lodestar_tree/runtime/node_modules/node-$platform/bin/node:/usr/local/bin/node" "$lodestar_tree/node_modules:/app/node_modules" "$libraries:/lib")
image "$(basename "$lodestar_tree")" "$(key_of "$recipe")" "nodeyard.test/lodestar:$(version_of lodestar)" "${lodestar_parts[@]}"

bundle=$root/packages/node-health/dist/node-health.cjs
program=$images/node-health-$(key_of "$bundle")
if [ ! -e "$program" ]; then
	{ echo '#!/usr/local/bin/node' && sed '1{/^#!/d}' "$bundle"; } >"$program.tmp"
	chmod 755 "$program.tmp"
	mv "$program.tmp" "$program"
fi
sidecar_parts=(-link /lib64=lib -entrypoint '["node-health"]' -env NODE_OPTIONS="--jitless --max-semi-space-size=1 --max-old-space-size=64"
	"$cache/node/$(version_of node)-$platform/bin/node:/usr/local/bin/node" "$program:/usr/local/bin/node-health" "$libraries:/lib")
image "$(basename "$program")" "$(key_of "$recipe")" nodeyard.test/node-health:test "${sidecar_parts[@]}"

# Both programs of snapshots, each with the worker thread and the native hash beside it.
snapshots=$root/packages/snapshots/bin/dist
for name in snapshot-builder delta-sync; do
	app=$images/$name-$(key_of "$snapshots"/*.mjs "$recipe")
	once "$app" snapshots_app
	image "$(basename "$app")" "$(key_of "$recipe")" "nodeyard.test/$name:test" -link /lib64=lib -link "/usr/local/bin/$name=/app/$name.mjs" \
		-entrypoint "[\"$name\"]" \
		"$cache/node/$(version_of node)-$platform/bin/node:/usr/local/bin/node" "$app:/app" "$libraries:/lib"
done

# No client at all: see stand-in.cjs.
stand_in=$folder/stand-in.cjs
chmod 755 "$stand_in"
image stand-in "$(key_of "$recipe" "$stand_in")" nodeyard.test/stand-in:test -link /lib64=lib -entrypoint '["lodestar"]' \
	"$cache/node/$(version_of node)-$platform/bin/node:/usr/local/bin/node" "$stand_in:/usr/local/bin/node-health" \
	"$stand_in:/usr/local/bin/geth" "$stand_in:/usr/local/bin/lodestar" "$stand_in:/usr/local/bin/delta-sync" "$libraries:/lib"

# The registry of the local cluster, with busybox beside it as in its own image.
registry=$(readlink -f "$root/.tools/bin/registry")
demo=$CLUSTER_BUILD/demo
applets=(-link /lib64=lib)
for applet in sh cat cut date du find grep head ls rm sed tee; do applets+=(-link "/bin/$applet=busybox"); done
image registry "$(version_of registry)-$(key_of "$recipe")" "nodeyard.test/registry:$(version_of registry)" "${applets[@]}" \
	"$demo:/" "$registry:/bin/registry"

# The gateway's HAProxy, which Debian brings.
haproxy=$images/haproxy-$(key_of "$recipe" "$here/lib.sh")
once "$haproxy" haproxy
image "$(basename "$haproxy")" debian nodeyard.test/haproxy:test -link /lib64=lib -entrypoint '["haproxy"]' \
	"$haproxy/sbin/haproxy:/usr/local/bin/haproxy" "$haproxy/lib:/lib"

[ "${1-}" = --situations ] || exit 0

# Built from npm by the user of the tests; geth and EthereumJS are the execution clients that are available without a release.
tree=$images/ethereumjs-$(version_of ethereumjs)-$(key_of "$folder"/ethereumjs/package*.json)
once "$tree" ethereumjs
image "$(basename "$tree")" "$(key_of "$recipe")" "nodeyard.test/ethereumjs:$(version_of ethereumjs)" -link /lib64=lib \
	-entrypoint '["/usr/local/bin/node","/app/node_modules/@ethereumjs/client/dist/esm/bin/cli.js"]' \
	"$cache/node/$(version_of node)-$platform/bin/node:/usr/local/bin/node" "$tree/node_modules:/app/node_modules" "$tree/geth:/usr/local/bin/geth" "$libraries:/lib"

# Their clock is off by what the file says, from the moment that it does (`+60s`); without the file it is right. What counts the
# seconds between two moments stays right, as on a machine whose time of day is set.
clock=$images/faketime-$(key_of "$recipe" "$here/lib.sh")
once "$clock" faketime
off() { # FILE
	echo -env LD_PRELOAD=/faketime/libfaketimeMT.so.1 -env FAKETIME_TIMESTAMP_FILE="$1" -env FAKETIME_CACHE_DURATION=1 \
		-env FAKETIME_DONT_FAKE_MONOTONIC=1 -env NO_FAKE_STAT=1
}
# shellcheck disable=SC2046 # words are what it prints
image "$(basename "$program")-clock" "$(key_of "$recipe")" nodeyard.test/node-health:clock $(off /tmp/clock.sidecar) "${sidecar_parts[@]}" "$clock:/faketime"
# shellcheck disable=SC2046
image "$(basename "$lodestar_tree")-clock" "$(key_of "$recipe")" nodeyard.test/lodestar:clock $(off /tmp/clock.consensus) "${lodestar_parts[@]}" "$clock:/faketime"
