#!/usr/bin/env bash
# A geth that no consensus client drives says for ever that it is syncing, with one block left to index.
#
# eth_syncing gives false "or an object with sync status data" (execution-apis). Nothing is being synced here: no consensus client has named a
# head, there are no peers, and the block that "is left" is block 0, which the indexer of transactions never begins with. So an object does not
# mean that a sync goes on. Besu says false in the same state.
#
# Seen with go-ethereum v1.17.8 on 2026-11-30, Sepolia, an empty datadir:
#   after  0 s: currentBlock 0x0, highestBlock 0x0, txIndexFinishedBlocks 0x0, txIndexRemainingBlocks 0x1
#   after 60 s: the same
set -euo pipefail
module=github.com/ethereum/go-ethereum version=v1.17.8

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
GOBIN=$work CGO_ENABLED=0 timeout 1200 go install -trimpath "$module/cmd/geth@$version"
go version -m "$work/geth" | awk '$1 == "mod" { print $2, $3 }'

# The console brings up the node, asks it twice and ends it. What the node opens for peers and its Engine API is on loopback alone.
printf '[Node.P2P]\nListenAddr = "127.0.0.1:0"\n' >"$work/loopback.toml"
timeout 180 "$work/geth" --sepolia --datadir "$work/data" --maxpeers 0 --nodiscover --nat none --config "$work/loopback.toml" --authrpc.port 0 --ipcdisable --cache 64 \
	--verbosity 0 console --exec '
		var ask = function () { return web3.currentProvider.send({ jsonrpc: "2.0", id: 1, method: "eth_syncing", params: [] }).result; };
		var first = ask();
		admin.sleep(60);
		JSON.stringify([first, ask()])' | jq -c 'fromjson[] | if type == "object" then
			{ currentBlock, highestBlock, txIndexFinishedBlocks, txIndexRemainingBlocks } else . end' >"$work/seen"
paste -d ' ' <(printf 'after  0 s:\nafter 60 s:\n') "$work/seen"

[ "$(jq -s 'map(type == "object" and .txIndexRemainingBlocks == "0x1" and .highestBlock == "0x0") == [true, true]' "$work/seen")" = true ]
