# The base images of the test, made without pulling any: from Debian packages, Node.js, Go and geth of this machine. Sourced.
# shellcheck shell=bash disable=SC2154

# Import a folder as an image.
import_base() { # IMAGE FOLDER [CHANGE...]
	local changes=() change
	for change in "${@:3}"; do changes+=(--change "$change"); done
	tar -C "$2" -c . | docker import "${changes[@]}" - "nodeyard.test/$1:base" >/dev/null
}

# What a distroless image has: /tmp, users, certificates; with "cc" a C library.
distroless() { # FOLDER [cc]
	mkdir -p "$1"/{tmp,etc,proc,sys,dev}
	chmod 1777 "$1/tmp"
	printf 'root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532::/home/nonroot:/sbin/nologin\n' >"$1/etc/passwd"
	[ -z "${2-}" ] || { cp -R "$libraries" "$1/lib" && ln -s lib "$1/lib64"; }
}

# The same with a shell and its programs: busybox, which Debian links statically.
with_shell() { # FOLDER
	local applet
	mkdir -p "$1/bin" "$1/usr/bin"
	cp "$busybox" "$1/bin/busybox"
	for applet in sh cat chmod cp env ln ls mkdir mv rm sed uname dirname basename grep test; do ln -s busybox "$1/bin/$applet"; done
	ln -s /bin/env "$1/usr/bin/env"
}

make_bases() { # WORK
	local work=$1 client
	unpack_debs "$work/debs" busybox-static libc6 libgcc-s1 libstdc++6
	busybox=$(find "$work/debs" -path '*bin/busybox' -type f | head -1)
	libraries=$work/libraries
	mkdir "$libraries"
	find "$work/debs" -name '*.so.*' -path '*lib*' ! -path '*/gconv/*' ! -path '*/share/*' -exec cp -L -t "$libraries" {} + 2>/dev/null || true

	distroless "$work/static"
	import_base static "$work/static"
	distroless "$work/cc" cc
	import_base cc "$work/cc"

	distroless "$work/go" cc
	with_shell "$work/go"
	mkdir -p "$work/go/usr/local"
	cp -R "$(go env GOROOT)" "$work/go/usr/local/go"
	import_base go "$work/go" "ENV PATH=/usr/local/go/bin:/bin" "ENV GOCACHE=/tmp/go GOPATH=/tmp/gopath GOTOOLCHAIN=local"

	distroless "$work/node" cc
	with_shell "$work/node"
	mkdir -p "$work/node/usr/local/bin"
	cp "$cache/node/$(version_of node)-$node_platform/bin/node" "$work/node/usr/local/bin/node"
	# As the official image has it: a yarn that hands over to the one of .yarnrc.yml.
	printf '#!/bin/sh\nexec node "$(ls /src/.yarn/releases/yarn-*.cjs)" "$@"\n' >"$work/node/usr/local/bin/yarn"
	chmod 755 "$work/node/usr/local/bin/yarn"
	# The registry and the certificate authorities that this machine trusts.
	mkdir -p "$work/node/etc/ssl/certs"
	cp -L "${NODE_EXTRA_CA_CERTS:-/etc/ssl/certs/ca-certificates.crt}" "$work/node/etc/ssl/certs/ca-certificates.crt"
	import_base node "$work/node" "ENV PATH=/usr/local/bin:/bin" "ENV HOME=/tmp" \
		"ENV NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt" \
		"ENV YARN_NPM_REGISTRY_SERVER=$(npm config get registry 2>/dev/null)"

	# Clients as upstream lays them out; geth is the real one.
	CGO_ENABLED=0 go build -o "$work/stand-in" "$here_images/stand-in.go"
	for client in geth erigon reth nethermind besu; do
		distroless "$work/$client" cc
		with_shell "$work/$client"
		mkdir -p "$work/$client/usr/local/bin"
	done
	cp -L "$root/.tools/bin/geth" "$work/geth/usr/local/bin/geth"
	for client in erigon reth; do cp "$work/stand-in" "$work/$client/usr/local/bin/$client"; done
	cp "$work/stand-in" "$work/erigon/usr/local/bin/rpcdaemon"
	mkdir -p "$work"/nethermind/{nethermind,usr/share/dotnet} "$work/besu/opt/besu/bin"
	cp "$work/stand-in" "$work/nethermind/nethermind/nethermind"
	cp "$work/stand-in" "$work/besu/opt/besu/bin/besu"
	for client in geth erigon reth nethermind besu; do
		import_base "$client" "$work/$client" "ENV PATH=/opt/besu/bin:/usr/local/bin:/bin"
	done
}
