// Prints, as JSON, what geth's own code says about the networks: genesis hash and every fork ID with the block or time
// from which it holds. Built by check-facts.ts in a module of its own that requires the geth version to compare with.
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/ethereum/go-ethereum/core"
	"github.com/ethereum/go-ethereum/core/forkid"
	"github.com/ethereum/go-ethereum/params"
)

type fork struct {
	Activation uint64 `json:"activation"`
	ForkID     string `json:"forkId"`
}

type network struct {
	GenesisHash string `json:"genesisHash"`
	Forks       []fork `json:"forks"`
}

// Fork activations above this are times, below it blocks: it is the time of mainnet's first block.
const firstTime = 1438269988

func describe(config *params.ChainConfig, genesis *core.Genesis) network {
	block := genesis.ToBlock()
	described := network{GenesisHash: block.Hash().Hex()}
	var head, time uint64
	for activation := uint64(0); ; {
		id := forkid.NewID(config, block, head, time)
		described.Forks = append(described.Forks, fork{activation, fmt.Sprintf("0x%x", id.Hash)})
		if id.Next == 0 {
			return described
		}
		activation = id.Next
		if activation < firstTime {
			head = activation
		} else {
			head, time = firstTime, activation
		}
	}
}

func main() {
	networks := map[string]network{
		"mainnet": describe(params.MainnetChainConfig, core.DefaultGenesisBlock()),
		"sepolia": describe(params.SepoliaChainConfig, core.DefaultSepoliaGenesisBlock()),
		"hoodi":   describe(params.HoodiChainConfig, core.DefaultHoodiGenesisBlock()),
	}
	if err := json.NewEncoder(os.Stdout).Encode(networks); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
