#!/usr/bin/env bash
# geth answers eth_config with "current": null until its head has passed the network's first fork by time.
#
# EIP-7910 allows null for "next" and "last" alone, and typed libraries follow it: alloy-eips 2.4.2 has Option<EthForkConfig> for
# those two and EthForkConfig for "current". A new mainnet or Sepolia node gives them an answer that they cannot read until a sync has brought a head.
#
# Seen with go-ethereum v1.17.8 on 2026-11-30, each on an empty datadir:
#   mainnet  current null    next 1681338455
#   sepolia  current null    next 1677557088
#   hoodi    current object  next 1742999832
set -euo pipefail
module=github.com/ethereum/go-ethereum version=v1.17.8

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
GOBIN=$work CGO_ENABLED=0 timeout 1200 go install -trimpath "$module/cmd/geth@$version"
go version -m "$work/geth" | awk '$1 == "mod" { print $2, $3 }'

# The console brings up the node, asks it and ends it. What the node opens for peers and its Engine API is on loopback alone.
printf '[Node.P2P]\nListenAddr = "127.0.0.1:0"\n' >"$work/loopback.toml"
ask() { # NETWORK
	timeout 120 "$work/geth" --"$1" --datadir "$work/$1" --maxpeers 0 --nodiscover --nat none --config "$work/loopback.toml" --authrpc.port 0 --ipcdisable --cache 64 \
		--verbosity 0 console --exec 'JSON.stringify(web3.currentProvider.send({ jsonrpc: "2.0", id: 1, method: "eth_config", params: [] }))' |
		jq -r 'fromjson.result | "current \(.current | type)  next \(.next.activationTime)"'
}

changed=0
while read -r network expected; do
	seen=$(ask "$network")
	printf '%-8s %s\n' "$network" "$seen"
	case $seen in "current $expected "*) ;; *) changed=1 ;; esac
done <<-TEXT
	mainnet null
	sepolia null
	hoodi object
TEXT
exit $changed
