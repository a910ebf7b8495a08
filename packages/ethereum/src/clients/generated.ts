// Generated from charts/ethereum-infrastructure/files/clients by `yarn workspace @nodeyard/ethereum generate`. Do not edit.

import type { ConsensusClient, ExecutionClient } from './schema';

/** Every execution client that Nodeyard knows, by name. @public */
export const executionClients: Record<string, ExecutionClient> = {
  "besu": {
    "layer": "execution",
    "name": "besu",
    "title": "Besu",
    "image": {
      "repository": "hyperledger/besu",
      "tag": "26.8.0"
    },
    "networks": [
      "mainnet",
      "sepolia",
      "hoodi"
    ],
    "caveats": {
      "sepolia": "version 26.8.0 is from before Amsterdam on Sepolia (2026-10-06); set a newer image tag"
    },
    "downgrade": "a database is not opened by releases from before its storage format; besu raises the format by itself",
    "metricsPath": "/metrics",
    "stopSignal": "SIGTERM",
    "gracePeriodSeconds": 300,
    "deployable": {
      "chart": true
    },
    "checkedAt": "2026-11-23",
    "source": [
      "besu-eth/besu 683880b (2026-08-21) app/src/main/java/org/hyperledger/besu/cli, docker/Dockerfile",
      "hyperledger/besu documentation (2026-08)",
      "ethstaker/eth-docker entry scripts and resource tables (2026-08)",
      "besu-eth/besu 683880b (2026-08-21) ChainDataPruner.java, RocksDBKeyValueStorageFactory.java (handleFormatMismatch) and PrunePreMergeBlockDataSubCommand.java, and its documentation of pre-merge history expiry, read 2026-11-29"
    ],
    "ports": {
      "p2p": 30303,
      "http": 8545,
      "ws": 8546,
      "engine": 8551,
      "metrics": 9545
    },
    "embeddedConsensus": false,
    "history": [
      "pre-merge",
      "full",
      "rolling",
      "aggressive",
      "archive"
    ],
    "chainData": "database",
    "historyChanges": {
      "pre-merge": {
        "full": "keeps",
        "rolling": "keeps",
        "aggressive": "keeps",
        "archive": "refuses"
      },
      "full": {
        "pre-merge": "command",
        "rolling": "keeps",
        "aggressive": "keeps",
        "archive": "refuses"
      },
      "rolling": {
        "pre-merge": "keeps",
        "full": "keeps",
        "aggressive": "prunes",
        "archive": "refuses"
      },
      "aggressive": {
        "pre-merge": "keeps",
        "full": "keeps",
        "rolling": "keeps",
        "archive": "refuses"
      },
      "archive": {
        "pre-merge": "refuses",
        "full": "refuses",
        "rolling": "refuses",
        "aggressive": "refuses"
      }
    },
    "historyReasons": {
      "command": "it keeps all blocks until \"besu storage prune-pre-merge-blocks\" has removed those from before the Merge",
      "keeps": "it starts; its chain pruner counts from the block at which it was first switched on, so it removes no earlier ones, and no removed ones come back",
      "refuses": "it stops with \"Database format mismatch\" (an archive is FOREST, every other history BONSAI)",
      "prunes": "its chain pruner removes blocks up to the new limit as it runs"
    },
    "storage": {
      "mainnet": {
        "full": {
          "minimumGi": 1380,
          "suggestedGi": 1950
        },
        "pre-merge": {
          "minimumGi": 850,
          "suggestedGi": 1200
        },
        "rolling": {
          "minimumGi": 560,
          "suggestedGi": 800
        },
        "aggressive": {
          "minimumGi": 290,
          "suggestedGi": 450
        }
      },
      "sepolia": {
        "pre-merge": {
          "suggestedGi": 700
        },
        "full": {
          "suggestedGi": 1000
        },
        "rolling": {
          "suggestedGi": 500
        },
        "aggressive": {
          "suggestedGi": 500
        }
      },
      "hoodi": {
        "full": {
          "suggestedGi": 500
        },
        "rolling": {
          "suggestedGi": 500
        },
        "aggressive": {
          "suggestedGi": 500
        }
      }
    },
    "memoryGi": 10,
    "neverSnapshot": [
      "key",
      "key.pub",
      "jwt.hex",
      "besu.ports",
      "besu.networks",
      "uploads/**",
      "**/LOCK"
    ]
  },
  "erigon": {
    "layer": "execution",
    "name": "erigon",
    "title": "Erigon",
    "image": {
      "repository": "erigontech/erigon",
      "tag": "v3.5.5"
    },
    "networks": [
      "mainnet",
      "sepolia",
      "hoodi"
    ],
    "caveats": {
      "sepolia": "version v3.5.5 is from before Amsterdam on Sepolia (2026-10-06); set a newer image tag"
    },
    "metricsPath": "/debug/metrics/prometheus",
    "stopSignal": "SIGINT",
    "gracePeriodSeconds": 300,
    "deployable": {
      "chart": true
    },
    "checkedAt": "2026-11-23",
    "source": [
      "erigontech/erigon ChangeLog.md 3.5.0 (one p2p port, prune modes) and the CLI reference of its documentation, read 2026-11-23",
      "erigontech/erigon Dockerfile (STOPSIGNAL 2)",
      "erigontech/erigon cmd/rpcdaemon/cli/config.go and README.md (rpcdaemon without --datadir; WebSocket on the port of HTTP), and pull request 16101 (on Ethereum networks it asks for no Polygon service), read 2026-11-23",
      "erigontech/erigon documentation and node defaults (2026-08)",
      "ethstaker/eth-docker entry scripts and resource tables (2026-08)",
      "erigontech/erigon db/kv/prune/storage_mode.go (EnsureNotChanged and isRetentionWindowChange, main 2026-08 and later) and docs/site/docs/fundamentals/pruning-modes.md, read 2026-11-29"
    ],
    "ports": {
      "p2p": 30303,
      "http": 8545,
      "ws": 8546,
      "engine": 8551,
      "metrics": 6060,
      "torrent": 42069,
      "grpc": 9090,
      "caplinP2p": 4001,
      "caplinP2pUdp": 4000,
      "caplinApi": 5555
    },
    "embeddedConsensus": true,
    "history": [
      "full",
      "pre-merge",
      "rolling",
      "aggressive",
      "archive"
    ],
    "chainData": "chaindata",
    "historyChanges": {
      "full": {
        "pre-merge": "refuses",
        "rolling": "refuses",
        "aggressive": "refuses",
        "archive": "refuses"
      },
      "pre-merge": {
        "full": "refuses",
        "rolling": "prunes",
        "aggressive": "prunes",
        "archive": "refuses"
      },
      "rolling": {
        "full": "refuses",
        "pre-merge": "keeps",
        "aggressive": "prunes",
        "archive": "refuses"
      },
      "aggressive": {
        "full": "refuses",
        "pre-merge": "keeps",
        "rolling": "keeps",
        "archive": "refuses"
      },
      "archive": {
        "full": "refuses",
        "pre-merge": "refuses",
        "rolling": "refuses",
        "aggressive": "refuses"
      }
    },
    "historyReasons": {
      "refuses": "it stops with \"changing --prune.* flags is prohibited\"",
      "prunes": "it takes a narrower window over and removes what is older as it runs (from 3.6 on also from snapshot files)",
      "keeps": "it takes a wider window over, and what was pruned does not come back"
    },
    "storage": {
      "mainnet": {
        "archive": {
          "minimumGi": 1680,
          "suggestedGi": 2400
        },
        "full": {
          "minimumGi": 1024,
          "suggestedGi": 1500
        },
        "pre-merge": {
          "minimumGi": 650,
          "suggestedGi": 950
        },
        "rolling": {
          "minimumGi": 640,
          "suggestedGi": 950
        },
        "aggressive": {
          "minimumGi": 355,
          "suggestedGi": 550
        }
      },
      "sepolia": {
        "full": {
          "suggestedGi": 1000
        },
        "pre-merge": {
          "suggestedGi": 700
        },
        "rolling": {
          "suggestedGi": 500
        },
        "aggressive": {
          "suggestedGi": 500
        }
      },
      "hoodi": {
        "full": {
          "suggestedGi": 500
        },
        "rolling": {
          "suggestedGi": 500
        },
        "aggressive": {
          "suggestedGi": 500
        }
      }
    },
    "memoryGi": 18,
    "neverSnapshot": [
      "jwt.hex",
      "nodekey",
      "nodes/**",
      "keystore/**",
      "txpool/**",
      "LOCK",
      "**/mdbx.lck",
      "caplin/nodekey"
    ]
  },
  "geth": {
    "layer": "execution",
    "name": "geth",
    "title": "Geth",
    "image": {
      "repository": "ethereum/client-go",
      "tag": "v1.17.10"
    },
    "networks": [
      "mainnet",
      "sepolia",
      "hoodi",
      "devnet"
    ],
    "downgrade": "a database that was rewritten with \"geth db pebble-upgrade\" is not opened by older releases",
    "metricsPath": "/debug/metrics/prometheus",
    "stopSignal": "SIGTERM",
    "gracePeriodSeconds": 300,
    "deployable": {
      "chart": true
    },
    "checkedAt": "2026-11-23",
    "source": [
      "github.com/ethereum/go-ethereum v1.17.10 cmd/utils/flags.go, core/history, node/config.go",
      "ethstaker/eth-docker entry scripts and resource tables (2026-08)",
      "go-ethereum v1.17.8 and v1.17.10 core/blockchain.go (initializeHistoryPruning) and cmd/geth/chaincmd.go (pruneHistory); changes of history tried with v1.17.8 on a chain of 90300 blocks, 2026-11-29"
    ],
    "ports": {
      "p2p": 30303,
      "http": 8545,
      "ws": 8546,
      "engine": 8551,
      "metrics": 6060
    },
    "embeddedConsensus": false,
    "history": [
      "full",
      "pre-merge",
      "pre-prague",
      "archive"
    ],
    "chainData": "geth/chaindata",
    "historyChanges": {
      "full": {
        "pre-merge": "command",
        "pre-prague": "command",
        "archive": "keeps"
      },
      "pre-merge": {
        "full": "keeps",
        "pre-prague": "command",
        "archive": "keeps"
      },
      "pre-prague": {
        "full": "keeps",
        "pre-merge": "refuses",
        "archive": "keeps"
      },
      "archive": {
        "full": "prunes",
        "pre-merge": "command",
        "pre-prague": "command"
      }
    },
    "historyReasons": {
      "command": "it stops with \"history pruning required\" until \"geth prune-history\" has removed the old bodies and receipts",
      "keeps": "it starts, and neither fetches what was pruned nor makes the states of earlier blocks",
      "refuses": "it stops with \"database pruned beyond requested history\"",
      "prunes": "it removes the state history beyond the last 90000 blocks as it runs"
    },
    "storage": {
      "mainnet": {
        "full": {
          "minimumGi": 1200,
          "suggestedGi": 1700
        },
        "pre-merge": {
          "minimumGi": 830,
          "suggestedGi": 1200
        },
        "pre-prague": {
          "minimumGi": 580,
          "suggestedGi": 850
        }
      },
      "sepolia": {
        "full": {
          "suggestedGi": 700
        },
        "pre-merge": {
          "suggestedGi": 700
        },
        "pre-prague": {
          "suggestedGi": 500
        }
      },
      "hoodi": {
        "full": {
          "suggestedGi": 500
        },
        "pre-prague": {
          "suggestedGi": 500
        }
      },
      "devnet": {
        "full": {
          "suggestedGi": 10
        },
        "archive": {
          "suggestedGi": 20
        }
      }
    },
    "memoryGi": 8,
    "neverSnapshot": [
      "geth/jwtsecret",
      "geth/nodekey",
      "geth/nodes/**",
      "geth/LOCK",
      "geth.ipc",
      "keystore/**",
      "**/LOCK"
    ]
  },
  "nethermind": {
    "layer": "execution",
    "name": "nethermind",
    "title": "Nethermind",
    "image": {
      "repository": "nethermind/nethermind",
      "tag": "1.39.3"
    },
    "networks": [
      "mainnet",
      "sepolia",
      "hoodi"
    ],
    "caveats": {
      "sepolia": "version 1.39.3 is from before Amsterdam on Sepolia (2026-10-06); set a newer image tag"
    },
    "downgrade": "a database of the FlatDB layout is not opened by releases from before it",
    "metricsPath": "/metrics",
    "stopSignal": "SIGTERM",
    "gracePeriodSeconds": 300,
    "deployable": {
      "chart": true
    },
    "checkedAt": "2026-11-23",
    "source": [
      "NethermindEth/nethermind src/Nethermind/Nethermind.Runner/Program.cs (stops cleanly on SIGTERM)",
      "nethermind documentation, history pruning and configuration, read 2026-11-23",
      "nethermind documentation (2026-08)",
      "ethstaker/eth-docker entry scripts and resource tables (2026-08)",
      "NethermindEth/nethermind src/Nethermind/Nethermind.History/HistoryPruner.cs and Nethermind.Synchronization/FastBlocks/BodiesSyncFeed.cs (main, 2026-08), history pruning in its documentation of 1.39.0, read 2026-11-29"
    ],
    "ports": {
      "p2p": 30303,
      "http": 8545,
      "ws": 8546,
      "engine": 8551,
      "metrics": 6060
    },
    "embeddedConsensus": false,
    "history": [
      "full",
      "pre-merge",
      "pre-prague",
      "rolling",
      "archive"
    ],
    "chainData": "nethermind_db",
    "historyChanges": {
      "full": {
        "pre-merge": "prunes",
        "pre-prague": "prunes",
        "rolling": "prunes",
        "archive": "keeps"
      },
      "pre-merge": {
        "full": "keeps",
        "pre-prague": "prunes",
        "rolling": "prunes",
        "archive": "keeps"
      },
      "pre-prague": {
        "full": "keeps",
        "pre-merge": "keeps",
        "rolling": "prunes",
        "archive": "keeps"
      },
      "rolling": {
        "full": "keeps",
        "pre-merge": "keeps",
        "pre-prague": "keeps",
        "archive": "keeps"
      },
      "archive": {
        "full": "keeps",
        "pre-merge": "keeps",
        "pre-prague": "keeps",
        "rolling": "keeps"
      }
    },
    "historyReasons": {
      "prunes": "its history pruner deletes bodies and receipts below the new limit as it runs",
      "keeps": "it starts, and neither fetches what its pruner deleted nor makes the states of earlier blocks; those of an archive stay on the disk"
    },
    "storage": {
      "mainnet": {
        "full": {
          "minimumGi": 1130,
          "suggestedGi": 1600
        },
        "pre-merge": {
          "minimumGi": 740,
          "suggestedGi": 1050
        },
        "pre-prague": {
          "minimumGi": 468,
          "suggestedGi": 700
        },
        "rolling": {
          "minimumGi": 240,
          "suggestedGi": 400
        }
      },
      "sepolia": {
        "full": {
          "minimumGi": 380,
          "suggestedGi": 600
        },
        "pre-merge": {
          "suggestedGi": 600
        },
        "pre-prague": {
          "suggestedGi": 500
        },
        "rolling": {
          "suggestedGi": 500
        }
      },
      "hoodi": {
        "full": {
          "suggestedGi": 500
        },
        "pre-prague": {
          "suggestedGi": 500
        },
        "rolling": {
          "suggestedGi": 500
        }
      }
    },
    "memoryGi": 7,
    "neverSnapshot": [
      "keystore/**",
      "jwt-secret",
      "**/discoveryNodes/**",
      "**/peers/**",
      "**/LOCK"
    ]
  },
  "reth": {
    "layer": "execution",
    "name": "reth",
    "title": "Reth",
    "image": {
      "repository": "ghcr.io/paradigmxyz/reth",
      "tag": "v2.5.1"
    },
    "networks": [
      "mainnet",
      "sepolia",
      "hoodi"
    ],
    "caveats": {
      "sepolia": "version v2.5.1 is from before Amsterdam on Sepolia (2026-10-06); set a newer image tag"
    },
    "downgrade": "a database of storage v2 is not opened by releases from before it",
    "metricsPath": "/metrics",
    "stopSignal": "SIGTERM",
    "gracePeriodSeconds": 300,
    "deployable": {
      "chart": true
    },
    "checkedAt": "2026-11-23",
    "source": [
      "paradigmxyz/reth 7b3432d (2026-08-21) docs/vocs/docs/pages/cli/reth/node.mdx, crates/node/core/src/args/pruning.rs",
      "paradigmxyz/reth 7b3432d crates/cli/runner/src/lib.rs (stops cleanly on SIGTERM)",
      "paradigmxyz/reth documentation (2026-08)",
      "ethstaker/eth-docker entry scripts and resource tables (2026-08)",
      "paradigmxyz/reth 7b3432d crates/node/builder/src/launch/common.rs (save_pruning_config), crates/config/src/config.rs and crates/prune/prune/src/segments, read 2026-11-29"
    ],
    "ports": {
      "p2p": 30303,
      "http": 8545,
      "ws": 8546,
      "engine": 8551,
      "metrics": 9001
    },
    "embeddedConsensus": false,
    "history": [
      "full",
      "pre-merge",
      "pre-prague",
      "rolling",
      "aggressive",
      "archive"
    ],
    "chainData": "db",
    "historyChanges": {
      "full": {
        "pre-merge": "prunes",
        "pre-prague": "prunes",
        "rolling": "prunes",
        "aggressive": "prunes",
        "archive": "keeps"
      },
      "pre-merge": {
        "full": "keeps",
        "pre-prague": "prunes",
        "rolling": "prunes",
        "aggressive": "prunes",
        "archive": "keeps"
      },
      "pre-prague": {
        "full": "keeps",
        "pre-merge": "keeps",
        "rolling": "prunes",
        "aggressive": "prunes",
        "archive": "keeps"
      },
      "rolling": {
        "full": "keeps",
        "pre-merge": "keeps",
        "pre-prague": "keeps",
        "aggressive": "prunes",
        "archive": "keeps"
      },
      "aggressive": {
        "full": "keeps",
        "pre-merge": "keeps",
        "pre-prague": "keeps",
        "rolling": "keeps",
        "archive": "keeps"
      },
      "archive": {
        "full": "prunes",
        "pre-merge": "prunes",
        "pre-prague": "prunes",
        "rolling": "prunes",
        "aggressive": "prunes"
      }
    },
    "historyReasons": {
      "prunes": "its pruner removes what is older as it runs, static files as a whole; the file db/mdbx.dat reuses room and does not shrink",
      "keeps": "it starts, and what was pruned does not come back; without flags, as an archive, it prunes on as reth.toml says"
    },
    "storage": {
      "mainnet": {
        "archive": {
          "minimumGi": 2150,
          "suggestedGi": 3000
        },
        "full": {
          "minimumGi": 1840,
          "suggestedGi": 2500
        },
        "pre-merge": {
          "minimumGi": 1024,
          "suggestedGi": 1500
        },
        "pre-prague": {
          "minimumGi": 475,
          "suggestedGi": 700
        },
        "rolling": {
          "minimumGi": 490,
          "suggestedGi": 700
        },
        "aggressive": {
          "minimumGi": 248,
          "suggestedGi": 400
        }
      },
      "sepolia": {
        "full": {
          "suggestedGi": 1000
        },
        "pre-merge": {
          "suggestedGi": 700
        },
        "pre-prague": {
          "suggestedGi": 500
        },
        "rolling": {
          "suggestedGi": 500
        },
        "aggressive": {
          "suggestedGi": 500
        }
      },
      "hoodi": {
        "full": {
          "suggestedGi": 500
        },
        "pre-prague": {
          "suggestedGi": 500
        },
        "rolling": {
          "suggestedGi": 500
        },
        "aggressive": {
          "suggestedGi": 500
        }
      }
    },
    "memoryGi": 14,
    "neverSnapshot": [
      "jwt.hex",
      "discovery-secret",
      "known-peers.json",
      "reth.toml",
      "**/lock",
      "**/mdbx.lck"
    ]
  }
};

/** Every consensus client that Nodeyard knows, by name. @public */
export const consensusClients: Record<string, ConsensusClient> = {
  "grandine": {
    "layer": "consensus",
    "name": "grandine",
    "title": "Grandine",
    "image": {
      "repository": "sifrai/grandine",
      "tag": "2.0.6"
    },
    "networks": [
      "mainnet",
      "sepolia",
      "hoodi"
    ],
    "caveats": {
      "sepolia": "version 2.0.6 is from before Gloas on Sepolia (2026-10-06); set a newer image tag"
    },
    "metricsPath": "/metrics",
    "stopSignal": "SIGTERM",
    "gracePeriodSeconds": 180,
    "deployable": {
      "chart": true
    },
    "checkedAt": "2026-11-23",
    "source": [
      "grandinetech/grandine bc5c0db (2025-11-27) grandine/src/grandine_args.rs",
      "ethstaker/eth-docker 0e24946 (2026-08-20) grandine-cl-only.yml",
      "ethstaker/eth-docker entry scripts and resource tables (2026-08)"
    ],
    "ports": {
      "p2p": 9000,
      "quic": 9001,
      "http": 5052,
      "metrics": 5054
    },
    "storage": {
      "mainnet": {
        "suggestedGi": 100
      },
      "sepolia": {
        "suggestedGi": 100
      },
      "hoodi": {
        "suggestedGi": 100
      }
    }
  },
  "lighthouse": {
    "layer": "consensus",
    "name": "lighthouse",
    "title": "Lighthouse",
    "image": {
      "repository": "sigp/lighthouse",
      "tag": "v8.2.2"
    },
    "networks": [
      "mainnet",
      "sepolia",
      "hoodi"
    ],
    "caveats": {
      "sepolia": "version v8.2.2 is from before Gloas on Sepolia (2026-10-06); set a newer image tag"
    },
    "metricsPath": "/metrics",
    "stopSignal": "SIGTERM",
    "gracePeriodSeconds": 180,
    "deployable": {
      "chart": true
    },
    "checkedAt": "2026-11-23",
    "source": [
      "ethstaker/eth-docker entry scripts and resource tables (2026-08)"
    ],
    "ports": {
      "p2p": 9000,
      "quic": 9001,
      "http": 5052,
      "metrics": 5054
    },
    "storage": {
      "mainnet": {
        "minimumGi": 20,
        "suggestedGi": 100
      },
      "sepolia": {
        "suggestedGi": 100
      },
      "hoodi": {
        "suggestedGi": 100
      }
    },
    "memoryGi": 14
  },
  "lodestar": {
    "layer": "consensus",
    "name": "lodestar",
    "title": "Lodestar",
    "image": {
      "repository": "chainsafe/lodestar",
      "tag": "v1.48.0"
    },
    "networks": [
      "mainnet",
      "sepolia",
      "hoodi",
      "devnet"
    ],
    "caveats": {
      "sepolia": "version v1.48.0 has no date for Gloas on Sepolia (2026-10-06); set a newer image tag"
    },
    "metricsPath": "/metrics",
    "stopSignal": "SIGTERM",
    "gracePeriodSeconds": 180,
    "deployable": {
      "chart": true
    },
    "checkedAt": "2026-11-23",
    "source": [
      "@lodestar/config 1.48.0 (2026-09-22)",
      "ethstaker/eth-docker entry scripts and resource tables (2026-08)"
    ],
    "ports": {
      "p2p": 9000,
      "quic": 9001,
      "http": 9596,
      "metrics": 8008
    },
    "storage": {
      "mainnet": {
        "minimumGi": 20,
        "suggestedGi": 100
      },
      "sepolia": {
        "suggestedGi": 100
      },
      "hoodi": {
        "suggestedGi": 100
      },
      "devnet": {
        "suggestedGi": 10
      }
    },
    "memoryGi": 12
  },
  "nimbus": {
    "layer": "consensus",
    "name": "nimbus",
    "title": "Nimbus",
    "image": {
      "repository": "statusim/nimbus-eth2",
      "tag": "multiarch-v26.7.0"
    },
    "networks": [
      "mainnet",
      "sepolia",
      "hoodi"
    ],
    "caveats": {
      "sepolia": "version v26.7.0 is from before Gloas on Sepolia (2026-10-06); set a newer image tag"
    },
    "metricsPath": "/metrics",
    "stopSignal": "SIGINT",
    "gracePeriodSeconds": 180,
    "deployable": {
      "chart": true
    },
    "checkedAt": "2026-11-23",
    "source": [
      "status-im/nimbus-eth2 f54a036 (2024-09-30) beacon_chain/conf.nim, trusted_node_sync.nim, docker/dist/binaries",
      "ethstaker/eth-docker 0e24946 (2026-08-20) nimbus/docker-entrypoint.sh (the same flags, two years later)",
      "ethstaker/eth-docker entry scripts and resource tables (2026-08)"
    ],
    "ports": {
      "p2p": 9000,
      "http": 5052,
      "metrics": 8008
    },
    "storage": {
      "mainnet": {
        "minimumGi": 75,
        "suggestedGi": 150
      },
      "sepolia": {
        "suggestedGi": 150
      },
      "hoodi": {
        "suggestedGi": 150
      }
    },
    "memoryGi": 5
  },
  "prysm": {
    "layer": "consensus",
    "name": "prysm",
    "title": "Prysm",
    "image": {
      "repository": "offchainlabs/prysm-beacon-chain",
      "tag": "v7.1.6"
    },
    "networks": [
      "mainnet",
      "sepolia",
      "hoodi"
    ],
    "caveats": {
      "sepolia": "version v7.1.6 is from before Gloas on Sepolia (2026-10-06); set a newer image tag"
    },
    "metricsPath": "/metrics",
    "stopSignal": "SIGTERM",
    "gracePeriodSeconds": 180,
    "deployable": {
      "chart": true
    },
    "checkedAt": "2026-11-23",
    "source": [
      "OffchainLabs/prysm c40b59a (2026-07-01) cmd/flags.go, cmd/beacon-chain/flags/base.go, cmd/beacon-chain/genesis",
      "ethstaker/eth-docker entry scripts and resource tables (2026-08)"
    ],
    "ports": {
      "p2p": 13000,
      "p2pUdp": 12000,
      "quic": 13000,
      "http": 3500,
      "metrics": 8080
    },
    "storage": {
      "mainnet": {
        "minimumGi": 20,
        "suggestedGi": 100
      },
      "sepolia": {
        "suggestedGi": 100
      },
      "hoodi": {
        "suggestedGi": 100
      }
    },
    "memoryGi": 9
  },
  "teku": {
    "layer": "consensus",
    "name": "teku",
    "title": "Teku",
    "image": {
      "repository": "consensys/teku",
      "tag": "26.8.0"
    },
    "networks": [
      "mainnet",
      "sepolia",
      "hoodi"
    ],
    "caveats": {
      "sepolia": "version 26.8.0 is from before Gloas on Sepolia (2026-10-06); set a newer image tag"
    },
    "metricsPath": "/metrics",
    "stopSignal": "SIGTERM",
    "gracePeriodSeconds": 180,
    "deployable": {
      "chart": true
    },
    "checkedAt": "2026-11-23",
    "source": [
      "Consensys/teku 90ed09b (2026-08-23) teku/src/main/java/tech/pegasys/teku/cli/options, docker/jdk25/Dockerfile",
      "ethstaker/eth-docker entry scripts and resource tables (2026-08)"
    ],
    "ports": {
      "p2p": 9000,
      "quic": 9001,
      "http": 5051,
      "metrics": 8008
    },
    "storage": {
      "mainnet": {
        "minimumGi": 80,
        "suggestedGi": 150
      },
      "sepolia": {
        "suggestedGi": 150
      },
      "hoodi": {
        "suggestedGi": 150
      }
    },
    "memoryGi": 10
  }
};
