#!/usr/bin/env bash
# ethereum-metrics-exporter goes on showing the last values of an execution client that has ended, and has no series that says so.
#
# After the client's port has closed, every series of the execution layer stays as it was: in sync, 25 peers, its head. There is no "up" of
# that layer (the consensus layer has eth_con_health_up), so no rule over these series can tell a dead client from one at rest, and an alert
# on eth_exe_sync_is_syncing or on too few peers does not fire. Only the exporter's log names the failures.
#
# Seen with github.com/ethpandaops/ethereum-metrics-exporter v0.29.2 on 2026-11-30: 21 series, the same 65 s (four polls) after the end:
#   eth_exe_block_most_recent_number 2.3e+07
#   eth_exe_net_peer_count 25
#   eth_exe_sync_is_syncing 0
#   eth_exe_sync_percentage 100
set -euo pipefail
module=github.com/ethpandaops/ethereum-metrics-exporter version=v0.29.2

work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
# The program would listen on every address, so its execution package runs without its server. The module itself is built, with its own go.sum
# and replacements, which "go install" refuses.
cp -R "$(cd "$work" && timeout 600 go mod download -json "$module@$version" | sed -n 's/^\t"Dir": "\(.*\)",*$/\1/p')" "$work/module"
chmod -R u+w "$work/module"
mkdir "$work/module/finding"
cat >"$work/module/finding/main.go" <<-'GO'
	package main

	import (
		"context"
		"encoding/json"
		"fmt"
		"io"
		"math/big"
		"net/http"
		"net/http/httptest"
		"os"
		"strings"
		"sync/atomic"
		"time"

		"github.com/ethereum/go-ethereum/core/types"
		"github.com/ethpandaops/ethereum-metrics-exporter/pkg/exporter/execution"
		"github.com/prometheus/client_golang/prometheus"
		"github.com/sirupsen/logrus"
	)

	// An execution client in sync, on loopback.
	func answer(response http.ResponseWriter, request *http.Request) {
		var asked struct {
			ID     json.RawMessage `json:"id"`
			Method string          `json:"method"`
		}
		if err := json.NewDecoder(io.LimitReader(request.Body, 1<<20)).Decode(&asked); err != nil {
			http.Error(response, err.Error(), http.StatusBadRequest)
			return
		}
		reply := map[string]any{"jsonrpc": "2.0", "id": asked.ID, "result": map[string]any{
			"eth_blockNumber":      "0x15ef3c0",
			"eth_chainId":          "0x1",
			"eth_gasPrice":         "0x3b9aca00",
			"eth_getBlockByNumber": block(),
			"eth_syncing":          false,
			"net_peerCount":        "0x19",
			"net_version":          "1",
			"web3_clientVersion":   "Geth/v1.17.8-stable/linux-amd64/go1.26.8",
		}[asked.Method]}
		response.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(response).Encode(reply)
	}

	func block() map[string]any {
		header := types.Header{
			UncleHash: types.EmptyUncleHash, TxHash: types.EmptyTxsHash, ReceiptHash: types.EmptyReceiptsHash,
			Difficulty: new(big.Int), Number: big.NewInt(23_000_000), GasLimit: 60_000_000, BaseFee: big.NewInt(1e9),
		}
		fields := map[string]any{}
		encoded, _ := json.Marshal(&header)
		_ = json.Unmarshal(encoded, &fields)
		fields["hash"], fields["size"], fields["totalDifficulty"] = header.Hash(), "0x220", "0x0"
		fields["transactions"], fields["uncles"] = []any{}, []any{}
		return fields
	}

	// What /metrics would say of the execution client.
	func series() (lines []string) {
		families, err := prometheus.DefaultGatherer.Gather()
		if err != nil {
			panic(err)
		}
		for _, family := range families {
			for _, metric := range family.GetMetric() {
				if strings.HasPrefix(family.GetName(), "eth_") {
					lines = append(lines, fmt.Sprint(family.GetName(), " ", metric.GetGauge().GetValue()+metric.GetCounter().GetValue()))
				}
			}
		}
		return lines
	}

	// Counts the failures that reach the log and nothing else.
	type failures struct{ atomic.Int64 }

	func (f *failures) Levels() []logrus.Level    { return []logrus.Level{logrus.ErrorLevel} }
	func (f *failures) Fire(*logrus.Entry) error { f.Add(1); return nil }

	func main() {
		client := httptest.NewServer(http.HandlerFunc(answer))
		log, failed := logrus.New(), &failures{}
		log.SetOutput(io.Discard)
		log.AddHook(failed)
		node, err := execution.NewExecutionNode(context.Background(), log, "eth_exe", "node", client.URL, []string{"eth", "net", "web3"})
		if err != nil {
			panic(err)
		}
		go node.StartMetrics(context.Background())
		time.Sleep(20 * time.Second)
		before, failedBefore := series(), failed.Load()
		client.CloseClientConnections()
		client.Close()
		time.Sleep(65 * time.Second)
		after, same := series(), 0
		for index, line := range before {
			if index >= len(after) || after[index] != line {
				fmt.Println("changed:", line)
				continue
			}
			same++
			for _, name := range []string{"most_recent_number", "peer_count", "is_syncing", "percentage"} {
				if strings.Contains(line, name) {
					fmt.Println("before and after:", line)
				}
			}
		}
		logged := failed.Load() - failedBefore
		fmt.Printf("%d series before, %d after, %d of them the same; failures in the log: %d before, %d after\n", len(before), len(after), same, failedBefore, logged)
		if failedBefore > 0 || logged == 0 || len(before) < 20 || same != len(before) || len(after) != len(before) {
			os.Exit(1)
		}
	}
GO
cd "$work/module"
echo "$module $version"
CGO_ENABLED=0 timeout 1200 go build -trimpath -o "$work/finding" ./finding
timeout 120 "$work/finding"
