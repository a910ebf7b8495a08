// Generated from values/networks by `yarn workspace @nodeyard/ethereum generate`. Do not edit.

/** What one client requests. */
interface ClientRequests {
  cores: number;
  /** Absent where the client's data file says it: memoryGi. */
  memoryGi?: number;
}

/** What the platform's values request for a client, by network and name. */
export const networkRequests: Readonly<
  Record<string, Readonly<Record<string, ClientRequests>>>
> = {
  "devnet": {
    "geth": {
      "cores": 0.1,
      "memoryGi": 0.25
    },
    "lodestar": {
      "cores": 0.1,
      "memoryGi": 0.5
    }
  },
  "hoodi": {
    "besu": {
      "cores": 1,
      "memoryGi": 6
    },
    "erigon": {
      "cores": 1,
      "memoryGi": 8
    },
    "geth": {
      "cores": 1,
      "memoryGi": 4
    },
    "grandine": {
      "cores": 1,
      "memoryGi": 4
    },
    "lighthouse": {
      "cores": 1,
      "memoryGi": 6
    },
    "lodestar": {
      "cores": 1,
      "memoryGi": 6
    },
    "nethermind": {
      "cores": 1,
      "memoryGi": 8
    },
    "nimbus": {
      "cores": 1,
      "memoryGi": 3
    },
    "prysm": {
      "cores": 1,
      "memoryGi": 5
    },
    "reth": {
      "cores": 1,
      "memoryGi": 8
    },
    "teku": {
      "cores": 1,
      "memoryGi": 6
    }
  },
  "mainnet": {
    "besu": {
      "cores": 4
    },
    "erigon": {
      "cores": 4
    },
    "geth": {
      "cores": 4
    },
    "grandine": {
      "cores": 2,
      "memoryGi": 8
    },
    "lighthouse": {
      "cores": 2
    },
    "lodestar": {
      "cores": 2
    },
    "nethermind": {
      "cores": 4
    },
    "nimbus": {
      "cores": 2
    },
    "prysm": {
      "cores": 2
    },
    "reth": {
      "cores": 4
    },
    "teku": {
      "cores": 2
    }
  },
  "sepolia": {
    "besu": {
      "cores": 1,
      "memoryGi": 6
    },
    "erigon": {
      "cores": 1,
      "memoryGi": 8
    },
    "geth": {
      "cores": 1,
      "memoryGi": 4
    },
    "grandine": {
      "cores": 1,
      "memoryGi": 4
    },
    "lighthouse": {
      "cores": 1,
      "memoryGi": 6
    },
    "lodestar": {
      "cores": 1,
      "memoryGi": 6
    },
    "nethermind": {
      "cores": 1,
      "memoryGi": 8
    },
    "nimbus": {
      "cores": 1,
      "memoryGi": 3
    },
    "prysm": {
      "cores": 1,
      "memoryGi": 5
    },
    "reth": {
      "cores": 1,
      "memoryGi": 8
    },
    "teku": {
      "cores": 1,
      "memoryGi": 6
    }
  }
};
