#!/usr/bin/env bash
# eth_exe_gas_price_gwei of ethereum-metrics-exporter is in wei.
#
# The series is described as "The current gas price in gwei", and holds what eth_gasPrice answered, which is wei by the execution API: a
# threshold in gwei over it is wrong by a factor of 10^9 and always exceeded.
#
# Seen with github.com/ethpandaops/ethereum-metrics-exporter v0.29.2 on 2026-11-30, a client that answers 0x3b9aca00 (1 gwei):
#   eth_exe_gas_price_gwei 1000000000 (The current gas price in gwei.)
set -euo pipefail
module=github.com/ethpandaops/ethereum-metrics-exporter version=v0.29.2

work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
# The program would listen on every address, so the job that sets this series runs without its server. The module itself is built, with its own
# go.sum and replacements, which "go install" refuses.
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
		"net/http"
		"net/http/httptest"
		"os"

		"github.com/ethereum/go-ethereum/ethclient"
		"github.com/ethpandaops/ethereum-metrics-exporter/pkg/exporter/execution/jobs"
		"github.com/prometheus/client_golang/prometheus"
		"github.com/sirupsen/logrus"
	)

	func must(err error) {
		if err != nil {
			panic(err)
		}
	}

	func main() {
		client := httptest.NewServer(http.HandlerFunc(func(response http.ResponseWriter, request *http.Request) {
			var asked struct {
				ID json.RawMessage `json:"id"`
			}
			must(json.NewDecoder(io.LimitReader(request.Body, 1<<20)).Decode(&asked))
			response.Header().Set("Content-Type", "application/json")
			fmt.Fprintf(response, `{"jsonrpc":"2.0","id":%s,"result":"0x3b9aca00"}`, asked.ID)
		}))
		defer client.Close()
		connected, err := ethclient.Dial(client.URL)
		must(err)
		job := jobs.NewGeneralMetrics(connected, nil, nil, logrus.New(), "eth_exe", prometheus.Labels{})
		_, err = job.GetGasPrice(context.Background())
		must(err)
		registry := prometheus.NewRegistry()
		registry.MustRegister(job.GasPrice)
		families, err := registry.Gather()
		must(err)
		value := families[0].GetMetric()[0].GetGauge().GetValue()
		fmt.Printf("%s %.0f (%s)\n", families[0].GetName(), value, families[0].GetHelp())
		if families[0].GetName() != "eth_exe_gas_price_gwei" || value != 1e9 {
			os.Exit(1)
		}
	}
GO
cd "$work/module"
echo "$module $version"
CGO_ENABLED=0 timeout 1200 go build -trimpath -o "$work/finding" ./finding
timeout 60 "$work/finding"
