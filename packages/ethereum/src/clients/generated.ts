// Generated from charts/ethereum-infrastructure/files/clients by `yarn workspace @nodeyard/ethereum generate`. Do not edit.

import { byName } from '../byName';
import type {
  ConsensusClientName,
  ExecutionClientName,
} from '../names/generated';
import type { ConsensusClient, ExecutionClient } from './schema';

/** Facts of every execution client, by name. @public */
export const executionClients: Readonly<
  Record<ExecutionClientName, ExecutionClient>
> = /* @__PURE__ */ byName<ExecutionClientName, ExecutionClient>({
  "besu": {
    "layer": "execution",
    "name": "besu",
    "title": "Besu",
    "image": {
      "repository": "hyperledger/besu",
      "tag": "26.11.0",
      "releasedAt": "2026-11-10"
    },
    "networks": [
      "mainnet",
      "sepolia",
      "hoodi"
    ],
    "minimumTags": {
      "sepolia": "26.9.0"
    },
    "refusedTags": [
      {
        "tag": "26.10.0",
        "networks": [
          "hoodi"
        ],
        "reason": "follows Amsterdam on 2026-10-26, which was withdrawn from Hoodi on 2026-10-22"
      }
    ],
    "downgrade": "besu raises the format of its database by itself, and older releases do not open it; version 4, which 26.10.0 writes, is undone by `besu storage revert-code-format` of the newer release, with the flags of the node",
    "versions": [
      {
        "flag": "--Xchain-pruning-blocks-retained",
        "minimum": 113056,
        "until": "26.10.0",
        "source": "besu-eth/besu 26.8.0 cli/options/ChainPruningOptions.java"
      },
      {
        "flag": "--Xchain-pruning-blocks-retained",
        "minimum": 457568,
        "from": "26.10.0",
        "source": "besu-eth/besu release notes of 26.10.0, core/chain/ChainPrunerConfiguration.java (HISTORY_PRUNE_EPOCHS)"
      }
    ],
    "metricsPath": "/metrics",
    "stopSignal": "SIGTERM",
    "gracePeriodSeconds": 300,
    "deployable": {
      "chart": true
    },
    "checkedAt": "2026-11-10",
    "source": [
      "besu-eth/besu issue 11131 (2026-08-23, the size; closed) and pull request 11250 (2026-09-07, the fix; merged)",
      "hyperledger/besu release 26.10.0 (2026-10-16)",
      "besu-eth/besu pull request 11333 (2026-09-21, schedules the fork of Sepolia), and rocket-pool/smartnode release v1.24.3 (2026-10-02), which ships 26.9.0",
      "rocket-pool/smartnode releases v1.25.0 to v1.25.2 (2026-10-21 to 2026-11-10), the client versions that it ships",
      "besu-eth/besu 683880b (2026-08-21) app/src/main/java/org/hyperledger/besu/cli, docker/Dockerfile",
      "hyperledger/besu documentation (2026-08)",
      "ethstaker/eth-docker entry scripts (2026-08), and resource tables of its documentation (1c4cb5f of 2026-07-29)",
      "besu-eth/besu 683880b (2026-08-21) ChainDataPruner.java, RocksDBKeyValueStorageFactory.java (handleFormatMismatch) and PrunePreMergeBlockDataSubCommand.java, and its documentation of pre-merge history expiry, read 2026-11-29",
      "besu-eth/besu DatabaseMetadata.java and its tests (DATABASE_METADATA.json in the data path), read 2026-11-30"
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
    "rollingDays": 147,
    "chainData": "database",
    "datadir": {
      "required": [
        "database/MANIFEST-*",
        "DATABASE_METADATA.json"
      ],
      "corruptionMarks": [],
      "externalFolders": []
    },
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
          "suggestedGi": 1950,
          "measuredAt": "2026-02"
        },
        "pre-merge": {
          "minimumGi": 1120,
          "suggestedGi": 1600,
          "measuredAt": "2026-08-23"
        },
        "rolling": {
          "minimumGi": 1120,
          "suggestedGi": 1600,
          "measuredAt": "2026-08-23"
        },
        "aggressive": {
          "minimumGi": 1120,
          "suggestedGi": 1600,
          "measuredAt": "2026-08-23"
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
    "firstSync": {
      "mainnet": {
        "hours": 13,
        "histories": [
          "pre-merge",
          "rolling",
          "aggressive"
        ]
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
      "tag": "v3.8.2",
      "releasedAt": "2026-11-19"
    },
    "networks": [
      "mainnet",
      "sepolia",
      "hoodi"
    ],
    "minimumTags": {
      "sepolia": "v3.7.1"
    },
    "refusedTags": [
      {
        "tag": "v3.8.0",
        "networks": [
          "hoodi"
        ],
        "reason": "follows Amsterdam on 2026-10-26, which was withdrawn from Hoodi on 2026-10-22"
      }
    ],
    "versions": [
      {
        "flag": "--caplin.discovery.quicport",
        "port": "caplinQuic",
        "from": "v3.7.1",
        "source": "erigontech/erigon release notes of v3.7.1 (2026-10-02)"
      }
    ],
    "metricsPath": "/debug/metrics/prometheus",
    "stopSignal": "SIGINT",
    "gracePeriodSeconds": 300,
    "deployable": {
      "chart": true
    },
    "checkedAt": "2026-11-19",
    "source": [
      "erigontech/erigon pull requests 22640 (2026-07-19, mainnet) and 22867 (2026-07-29, sepolia and hoodi), sizes of archives",
      "erigontech/erigon releases v3.7.1 (2026-10-02), v3.8.0, v3.8.1 (2026-10-23) and v3.8.2 (2026-11-19, without a new sync from v3.8.1; the start of its notes)",
      "rocket-pool/smartnode releases v1.25.0 to v1.25.2 (2026-10-21 to 2026-11-10), the client versions that it ships",
      "erigontech/erigon ChangeLog.md 3.5.0 (one p2p port, prune modes) and the CLI reference of its documentation, read 2026-11-23",
      "erigontech/erigon Dockerfile (STOPSIGNAL 2)",
      "erigontech/erigon cmd/rpcdaemon/cli/config.go and README.md (rpcdaemon without --datadir; WebSocket on the port of HTTP), and pull request 16101 (on Ethereum networks it asks for no Polygon service), read 2026-11-23",
      "erigontech/erigon documentation and node defaults (2026-08)",
      "ethstaker/eth-docker entry scripts (2026-08), and resource tables of its documentation (1c4cb5f of 2026-07-29)",
      "erigontech/erigon db/kv/prune/storage_mode.go (EnsureNotChanged and isRetentionWindowChange, main 2026-08 and later) and docs/site/docs/fundamentals/pruning-modes.md, read 2026-11-29",
      "erigontech/erigon db/datadir/dirs.go (main, 2026) and release notes of v3.0.0-alpha1 (which folders can be linked or mounted elsewhere), read 2026-11-30"
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
      "caplinQuic": 4001,
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
    "rollingDays": 147,
    "chainData": "chaindata",
    "datadir": {
      "required": [
        "chaindata/mdbx.dat"
      ],
      "corruptionMarks": [],
      "externalFolders": [
        "chaindata",
        "snapshots",
        "snapshots/domain",
        "snapshots/history",
        "snapshots/idx",
        "snapshots/accessor"
      ]
    },
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
          "minimumGi": 1890,
          "suggestedGi": 2700,
          "measuredAt": "2026-07-19"
        },
        "full": {
          "minimumGi": 1024,
          "suggestedGi": 1500,
          "measuredAt": "2026-02"
        },
        "pre-merge": {
          "minimumGi": 650,
          "suggestedGi": 950,
          "measuredAt": "2026-02"
        },
        "rolling": {
          "minimumGi": 640,
          "suggestedGi": 950,
          "measuredAt": "2026-02"
        },
        "aggressive": {
          "minimumGi": 355,
          "suggestedGi": 550,
          "measuredAt": "2026-02"
        }
      },
      "sepolia": {
        "archive": {
          "minimumGi": 1025,
          "suggestedGi": 1500,
          "measuredAt": "2026-07-29"
        },
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
        "archive": {
          "minimumGi": 125,
          "suggestedGi": 500,
          "measuredAt": "2026-07-29"
        },
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
    "firstSync": {
      "mainnet": {
        "hours": 12,
        "histories": [
          "full",
          "pre-merge",
          "rolling",
          "aggressive"
        ]
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
      "tag": "v1.17.10",
      "releasedAt": "2026-10-23"
    },
    "networks": [
      "mainnet",
      "sepolia",
      "hoodi",
      "devnet"
    ],
    "minimumTags": {
      "sepolia": "v1.17.6"
    },
    "refusedTags": [
      {
        "tag": "v1.17.9",
        "networks": [
          "hoodi"
        ],
        "reason": "follows Amsterdam on 2026-10-26, which was withdrawn from Hoodi on 2026-10-22"
      }
    ],
    "downgrade": "a database that was rewritten with \"geth db pebble-upgrade\" is not opened by older releases",
    "versions": [
      {
        "flag": "--snap.v2",
        "note": "snap sync takes states by snap/2 on a network where Amsterdam is active, and waits while no peer offers it; if it stands still, add --snap.v2=false to execution.extraArgs",
        "networks": [
          "sepolia"
        ],
        "from": "v1.17.10",
        "source": "github.com/ethereum/go-ethereum v1.17.10 eth/handler.go (resolveSnapV2), eth/protocols/snap/protocol.go"
      }
    ],
    "metricsPath": "/debug/metrics/prometheus",
    "stopSignal": "SIGTERM",
    "gracePeriodSeconds": 300,
    "deployable": {
      "chart": true
    },
    "checkedAt": "2026-11-10",
    "source": [
      "go-ethereum v1.17.10 of the Go module proxy (2026-10-23), params/chainspecs of v1.17.6, v1.17.9 and v1.17.10",
      "rocket-pool/smartnode releases v1.25.0 to v1.25.2 (2026-10-21 to 2026-11-10), the client versions that it ships",
      "github.com/ethereum/go-ethereum v1.17.10 cmd/utils/flags.go, core/history, node/config.go",
      "ethstaker/eth-docker entry scripts (2026-08), and resource tables of its documentation (1c4cb5f of 2026-07-29)",
      "go-ethereum v1.17.8 and v1.17.10 core/blockchain.go (initializeHistoryPruning) and cmd/geth/chaincmd.go (pruneHistory); changes of history tried with v1.17.8 on a chain of 90300 blocks, 2026-11-29",
      "go-ethereum v1.17.8 core/rawdb/database.go (resolveChainFreezerDir), node/node.go (ResolveAncient), and the files of a datadir of v1.17.8, read 2026-11-30"
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
    "datadir": {
      "required": [
        "geth/chaindata/MANIFEST-*",
        "geth/chaindata/ancient/**"
      ],
      "corruptionMarks": [],
      "externalFolders": [
        "geth/chaindata/ancient"
      ]
    },
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
          "suggestedGi": 1700,
          "measuredAt": "2026-04"
        },
        "pre-merge": {
          "minimumGi": 830,
          "suggestedGi": 1200,
          "measuredAt": "2026-04"
        },
        "pre-prague": {
          "minimumGi": 580,
          "suggestedGi": 850,
          "measuredAt": "2026-04"
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
    "firstSync": {
      "mainnet": {
        "hours": 3,
        "histories": [
          "full",
          "pre-merge",
          "pre-prague"
        ]
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
      "tag": "2.2.2",
      "releasedAt": "2026-10-26"
    },
    "networks": [
      "mainnet",
      "sepolia",
      "hoodi"
    ],
    "minimumTags": {
      "sepolia": "2.1.0"
    },
    "refusedTags": [
      {
        "tag": "2.2.0",
        "networks": [
          "hoodi"
        ],
        "reason": "follows Amsterdam on 2026-10-26, which was withdrawn from Hoodi on 2026-10-22"
      }
    ],
    "downgrade": "a database of the flat layout, which releases from 2.0.0 on make, is not opened by releases from before it; from 2.3.0 on receipts are stored in a format that older ones cannot read",
    "versions": [
      {
        "layout": "halfpath",
        "until": "2.0.0",
        "source": "nethermind documentation, database, read 2026-11-29"
      },
      {
        "layout": "flat",
        "from": "2.0.0",
        "source": "NethermindEth/nethermind release notes of 2.0.0, src/Nethermind/Nethermind.Db/IFlatDbConfig.cs"
      },
      {
        "flag": "--FlatDb.HistoryEnabled",
        "from": "2.0.0",
        "source": "nethermind documentation, archive nodes, read 2026-11-29"
      }
    ],
    "metricsPath": "/metrics",
    "stopSignal": "SIGTERM",
    "gracePeriodSeconds": 300,
    "deployable": {
      "chart": true
    },
    "checkedAt": "2026-11-10",
    "source": [
      "NethermindEth/nethermind releases 2.1.0 (required on Sepolia), 2.2.0, 2.2.1 (2026-10-22) and 2.3.0-rc",
      "nethermindEtc/nethermind-etc-plugin release v2.2.2.0 (2026-10-26), built from 2.2.2 on its day",
      "rocket-pool/smartnode releases v1.25.0 to v1.25.2 (2026-10-21 to 2026-11-10), the client versions that it ships",
      "NethermindEth/nethermind src/Nethermind/Nethermind.Runner/Program.cs (stops cleanly on SIGTERM)",
      "nethermind documentation, history pruning and configuration, read 2026-11-23",
      "nethermind documentation (2026-08)",
      "ethstaker/eth-docker entry scripts (2026-08), and resource tables of its documentation (1c4cb5f of 2026-07-29)",
      "NethermindEth/nethermind src/Nethermind/Nethermind.History/HistoryPruner.cs and Nethermind.Synchronization/FastBlocks/BodiesSyncFeed.cs (main, 2026-08), history pruning in its documentation of 1.39.0, read 2026-11-29",
      "NethermindEth/nethermind src/Nethermind/Nethermind.Db.Rocks/DbOnTheRocks.cs (CorruptMarkerPath, HandleFatalDbError, RepairIfCorrupted; main, 2026), read 2026-11-30"
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
    "rollingDays": 365,
    "chainData": "nethermind_db",
    "datadir": {
      "required": [
        "nethermind_db/**/MANIFEST-*"
      ],
      "corruptionMarks": [
        "nethermind_db/**/corrupt.marker"
      ],
      "externalFolders": []
    },
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
          "minimumGi": 1536,
          "suggestedGi": 2200,
          "measuredAt": "2026-04",
          "layout": "flat"
        },
        "pre-merge": {
          "minimumGi": 1126,
          "suggestedGi": 1600,
          "measuredAt": "2026-04",
          "layout": "flat"
        },
        "pre-prague": {
          "minimumGi": 550,
          "suggestedGi": 800,
          "measuredAt": "2026-04",
          "layout": "flat"
        },
        "rolling": {
          "minimumGi": 310,
          "suggestedGi": 500,
          "measuredAt": "2026-04",
          "layout": "flat"
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
    "firstSync": {
      "mainnet": {
        "hours": 2,
        "histories": [
          "full",
          "pre-merge",
          "pre-prague",
          "rolling"
        ]
      }
    },
    "memoryGi": 15,
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
      "tag": "v2.11.0",
      "releasedAt": "2026-11-11"
    },
    "networks": [
      "mainnet",
      "sepolia",
      "hoodi"
    ],
    "minimumTags": {
      "sepolia": "v2.7.0"
    },
    "refusedTags": [
      {
        "tag": "v2.8.0",
        "networks": [
          "hoodi"
        ],
        "reason": "follows Amsterdam on 2026-10-26, which was withdrawn from Hoodi on 2026-10-22"
      }
    ],
    "downgrade": "a database of storage v2 is not opened by releases from before it",
    "metricsPath": "/metrics",
    "stopSignal": "SIGTERM",
    "gracePeriodSeconds": 300,
    "deployable": {
      "chart": true
    },
    "checkedAt": "2026-11-11",
    "source": [
      "paradigmxyz/reth releases v2.7.0 (2026-09-28, required on Sepolia), v2.8.0, v2.8.1, v2.9.0, v2.10.0, v2.10.1 (2026-11-06) and v2.11.0 (2026-11-11, the start of its notes)",
      "rocket-pool/smartnode releases v1.25.0 to v1.25.2 (2026-10-21 to 2026-11-10), the client versions that it ships",
      "paradigmxyz/reth 7b3432d (2026-08-21) docs/vocs/docs/pages/cli/reth/node.mdx, crates/node/core/src/args/pruning.rs",
      "paradigmxyz/reth 7b3432d crates/cli/runner/src/lib.rs (stops cleanly on SIGTERM)",
      "paradigmxyz/reth documentation (2026-08)",
      "ethstaker/eth-docker entry scripts (2026-08), and resource tables of its documentation (1c4cb5f of 2026-07-29)",
      "paradigmxyz/reth 7b3432d crates/node/builder/src/launch/common.rs (save_pruning_config), crates/config/src/config.rs and crates/prune/prune/src/segments, read 2026-11-29",
      "paradigmxyz/reth crates/node/core/src/dirs.rs and args/datadir_args.rs (main, 2026), read 2026-11-30"
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
    "rollingDays": 147,
    "chainData": "db",
    "datadir": {
      "required": [
        "db/mdbx.dat",
        "static_files/**"
      ],
      "corruptionMarks": [],
      "externalFolders": [
        "static_files",
        "rocksdb"
      ]
    },
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
          "suggestedGi": 3000,
          "layout": "storage v2"
        },
        "full": {
          "minimumGi": 1840,
          "suggestedGi": 2500,
          "measuredAt": "2026-04",
          "layout": "storage v1"
        },
        "pre-merge": {
          "minimumGi": 1024,
          "suggestedGi": 1500,
          "measuredAt": "2026-04"
        },
        "pre-prague": {
          "minimumGi": 475,
          "suggestedGi": 700,
          "measuredAt": "2026-04"
        },
        "rolling": {
          "minimumGi": 490,
          "suggestedGi": 700,
          "measuredAt": "2026-04"
        },
        "aggressive": {
          "minimumGi": 248,
          "suggestedGi": 400,
          "measuredAt": "2026-04"
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
    "firstSync": {
      "mainnet": {
        "hours": 408,
        "histories": [
          "full",
          "pre-merge",
          "pre-prague",
          "rolling",
          "aggressive",
          "archive"
        ]
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
});

/** Facts of every consensus client, by name. @public */
export const consensusClients: Readonly<
  Record<ConsensusClientName, ConsensusClient>
> = /* @__PURE__ */ byName<ConsensusClientName, ConsensusClient>({
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
      "hoodi"
    ],
    "metricsPath": "/metrics",
    "stopSignal": "SIGTERM",
    "gracePeriodSeconds": 180,
    "deployable": {
      "chart": true
    },
    "checkedAt": "2026-09-18",
    "source": [
      "grandinetech/grandine issue 927 (2026-09-18, open)",
      "grandinetech/grandine bc5c0db (2025-11-27) grandine/src/grandine_args.rs",
      "ethstaker/eth-docker 0e24946 (2026-08-20) grandine-cl-only.yml",
      "ethstaker/eth-docker entry scripts and resource tables (2026-08)",
      "grandinetech/grandine bc5c0db grandine/src/grandine_args.rs, and ethstaker/eth-docker grandine/docker-entrypoint.sh (2026-08-20): builderFlags"
    ],
    "ports": {
      "p2p": 9000,
      "quic": 9001,
      "http": 5052,
      "metrics": 5054
    },
    "builderFlags": [
      "--builder-url={url}"
    ],
    "storage": {
      "mainnet": {
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
      "tag": "v8.3.3",
      "releasedAt": "2026-11-09"
    },
    "networks": [
      "mainnet",
      "sepolia",
      "hoodi"
    ],
    "minimumTags": {
      "sepolia": "v8.3.0"
    },
    "refusedTags": [
      {
        "tag": "v8.3.0",
        "networks": [
          "hoodi"
        ],
        "reason": "follows Gloas on 2026-10-26, which was withdrawn from Hoodi on 2026-10-22"
      },
      {
        "tag": "v8.3.1",
        "networks": [
          "hoodi"
        ],
        "reason": "follows Gloas on 2026-10-26, which was withdrawn from Hoodi on 2026-10-22"
      }
    ],
    "downgrade": "from v8.2.0 on it migrates the database to schema v29, which older releases do not open; `lighthouse db migrate --to 28` of the newer release undoes it, but not where Gloas is in force",
    "metricsPath": "/metrics",
    "stopSignal": "SIGTERM",
    "gracePeriodSeconds": 180,
    "deployable": {
      "chart": true
    },
    "checkedAt": "2026-11-10",
    "source": [
      "sigp/lighthouse releases v8.3.1, v8.3.2 and v8.3.3 (2026-11-09)",
      "sigp/anchor release v1.4.1 (2026-10-27, runs on Sepolia after its fork, with Lighthouse v8.3.2)",
      "rocket-pool/smartnode releases v1.25.0 to v1.25.2 (2026-10-21 to 2026-11-10), the client versions that it ships",
      "ethstaker/eth-docker entry scripts (2026-08), and resource tables of its documentation (1c4cb5f of 2026-07-29)",
      "sigp/lighthouse beacon_node/src/cli.rs, and rocket-pool/smartnode start-bn.sh (2026-08-20) and ethstaker/eth-docker lighthouse/docker-entrypoint.sh (2026-08-20): builderFlags"
    ],
    "ports": {
      "p2p": 9000,
      "quic": 9001,
      "http": 5052,
      "metrics": 5054
    },
    "builderFlags": [
      "--builder={url}"
    ],
    "storage": {
      "mainnet": {
        "minimumGi": 20,
        "suggestedGi": 100,
        "measuredAt": "2026-04"
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
      "tag": "v1.50.1",
      "releasedAt": "2026-10-22"
    },
    "networks": [
      "mainnet",
      "sepolia",
      "hoodi",
      "devnet"
    ],
    "minimumTags": {
      "sepolia": "v1.49.0"
    },
    "refusedTags": [
      {
        "tag": "v1.50.0",
        "networks": [
          "hoodi"
        ],
        "reason": "follows Gloas on 2026-10-26, which was withdrawn from Hoodi on 2026-10-22"
      }
    ],
    "versions": [
      {
        "flag": "--quicPort",
        "port": "quic",
        "from": "v1.42.0",
        "source": "ChainSafe/lodestar release notes of v1.42.0 (QUIC by default)"
      },
      {
        "flag": "--enr.quic",
        "from": "v1.42.0",
        "source": "ChainSafe/lodestar release notes of v1.42.0 (QUIC by default)"
      }
    ],
    "metricsPath": "/metrics",
    "stopSignal": "SIGTERM",
    "gracePeriodSeconds": 180,
    "deployable": {
      "chart": true
    },
    "checkedAt": "2026-11-10",
    "source": [
      "ChainSafe/lodestar releases v1.49.0 (schedules the fork of Sepolia), v1.50.0, v1.50.1 (2026-10-22) and v1.51.0-rc.0",
      "rocket-pool/smartnode releases v1.25.0 to v1.25.2 (2026-10-21 to 2026-11-10), the client versions that it ships",
      "@lodestar/config 1.48.0 (2026-09-22)",
      "ethstaker/eth-docker entry scripts (2026-08), and resource tables of its documentation (1c4cb5f of 2026-07-29)",
      "ChainSafe/lodestar packages/cli/src/options/beaconNodeOptions/builder.ts, and rocket-pool/smartnode start-bn.sh (2026-08-20): builderFlags"
    ],
    "ports": {
      "p2p": 9000,
      "quic": 9001,
      "http": 9596,
      "metrics": 8008
    },
    "builderFlags": [
      "--builder",
      "--builder.urls={url}"
    ],
    "storage": {
      "mainnet": {
        "minimumGi": 20,
        "suggestedGi": 100,
        "measuredAt": "2026-04"
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
      "tag": "multiarch-v26.10.2",
      "releasedAt": "2026-10-23"
    },
    "networks": [
      "mainnet",
      "sepolia",
      "hoodi"
    ],
    "minimumTags": {
      "sepolia": "multiarch-v26.9.1"
    },
    "refusedTags": [
      {
        "tag": "multiarch-v26.10.1",
        "networks": [
          "hoodi"
        ],
        "reason": "follows Gloas on 2026-10-26, which was withdrawn from Hoodi on 2026-10-22"
      }
    ],
    "versions": [
      {
        "flag": "--quic-port",
        "port": "quic",
        "from": "v26.8.0",
        "source": "status-im/nimbus-eth2 release notes of v26.8.0 (2026-08-28)"
      }
    ],
    "metricsPath": "/metrics",
    "stopSignal": "SIGINT",
    "gracePeriodSeconds": 180,
    "deployable": {
      "chart": true
    },
    "checkedAt": "2026-11-10",
    "source": [
      "rocket-pool/smartnode release v1.24.3 (2026-10-02, which ships v26.9.1 four days before the fork of Sepolia)",
      "rocket-pool/smartnode releases v1.25.0 to v1.25.2 (2026-10-21 to 2026-11-10), the client versions that it ships",
      "status-im/nimbus-eth2 f54a036 (2024-09-30) beacon_chain/conf.nim, trusted_node_sync.nim, docker/dist/binaries",
      "ethstaker/eth-docker 0e24946 (2026-08-20) nimbus/docker-entrypoint.sh (the same flags, two years later)",
      "ethstaker/eth-docker entry scripts (2026-08), and resource tables of its documentation (1c4cb5f of 2026-07-29)",
      "status-im/nimbus-eth2 beacon_chain/conf.nim, and ethstaker/eth-docker nimbus/docker-entrypoint.sh (2026-08-20): builderFlags"
    ],
    "ports": {
      "p2p": 9000,
      "quic": 9001,
      "http": 5052,
      "metrics": 8008
    },
    "builderFlags": [
      "--payload-builder=true",
      "--payload-builder-url={url}"
    ],
    "storage": {
      "mainnet": {
        "minimumGi": 75,
        "suggestedGi": 150,
        "measuredAt": "2026-04"
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
      "repository": "gcr.io/offchainlabs/prysm/beacon-chain",
      "tag": "v7.3.1",
      "releasedAt": "2026-10-23"
    },
    "networks": [
      "mainnet",
      "sepolia",
      "hoodi"
    ],
    "minimumTags": {
      "sepolia": "v7.2.0"
    },
    "refusedTags": [
      {
        "tag": "v7.3.0",
        "networks": [
          "hoodi"
        ],
        "reason": "follows Gloas on 2026-10-26, which was withdrawn from Hoodi on 2026-10-22"
      }
    ],
    "metricsPath": "/metrics",
    "stopSignal": "SIGTERM",
    "gracePeriodSeconds": 180,
    "deployable": {
      "chart": true
    },
    "checkedAt": "2026-11-10",
    "source": [
      "OffchainLabs/prysm releases v7.2.0 (2026-09-28) and v7.3.0 (2026-10-16)",
      "rocket-pool/smartnode releases v1.25.0 to v1.25.2 (2026-10-21 to 2026-11-10), the client versions that it ships",
      "rocket-pool/smartnode and ethstaker/eth-docker (2026-08-20), which run the image of this repository",
      "OffchainLabs/prysm c40b59a (2026-07-01) cmd/flags.go, cmd/beacon-chain/flags/base.go, cmd/beacon-chain/genesis",
      "ethstaker/eth-docker entry scripts (2026-08), and resource tables of its documentation (1c4cb5f of 2026-07-29)",
      "OffchainLabs/prysm c40b59a cmd/beacon-chain/flags/base.go, and ethstaker/eth-docker prysm/docker-entrypoint.sh (2026-08-20): builderFlags"
    ],
    "ports": {
      "p2p": 13000,
      "p2pUdp": 12000,
      "quic": 13000,
      "http": 3500,
      "metrics": 8080
    },
    "builderFlags": [
      "--http-mev-relay={url}"
    ],
    "withoutCheckpoint": {
      "sepolia": "genesis state comes from a checkpoint source",
      "hoodi": "genesis state comes from a checkpoint source"
    },
    "storage": {
      "mainnet": {
        "minimumGi": 20,
        "suggestedGi": 100,
        "measuredAt": "2026-04"
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
      "tag": "26.10.3",
      "releasedAt": "2026-11-10"
    },
    "networks": [
      "mainnet",
      "sepolia",
      "hoodi"
    ],
    "minimumTags": {
      "sepolia": "26.9.1"
    },
    "refusedTags": [
      {
        "tag": "26.10.1",
        "networks": [
          "hoodi"
        ],
        "reason": "follows Gloas on 2026-10-26, which was withdrawn from Hoodi on 2026-10-22"
      }
    ],
    "versions": [
      {
        "flag": "--p2p-quic-port",
        "port": "quic",
        "from": "26.7.0",
        "source": "Consensys/teku release notes of 26.7.0 (2026-07-01)"
      },
      {
        "flag": "--p2p-advertised-quic-port",
        "from": "26.7.0",
        "source": "Consensys/teku release notes of 26.7.0 (2026-07-01)"
      }
    ],
    "metricsPath": "/metrics",
    "stopSignal": "SIGTERM",
    "gracePeriodSeconds": 180,
    "deployable": {
      "chart": true
    },
    "checkedAt": "2026-11-10",
    "source": [
      "Consensys/teku releases 26.9.1 (2026-09-28) and 26.10.2 (2026-10-22)",
      "rocket-pool/smartnode releases v1.25.0 to v1.25.2 (2026-10-21 to 2026-11-10), the client versions that it ships",
      "Consensys/teku 90ed09b (2026-08-23) teku/src/main/java/tech/pegasys/teku/cli/options, docker/jdk25/Dockerfile",
      "ethstaker/eth-docker entry scripts (2026-08), and resource tables of its documentation (1c4cb5f of 2026-07-29)",
      "Consensys/teku 90ed09b ExecutionLayerOptions.java, and rocket-pool/smartnode start-bn.sh (2026-08-20): builderFlags"
    ],
    "ports": {
      "p2p": 9000,
      "quic": 9001,
      "http": 5051,
      "metrics": 8008
    },
    "builderFlags": [
      "--builder-endpoint={url}"
    ],
    "withoutCheckpoint": {
      "sepolia": "genesis state comes from github.com",
      "hoodi": "first state is not genesis but a finalized one, from checkpoint-sync.hoodi.ethpandaops.io"
    },
    "storage": {
      "mainnet": {
        "minimumGi": 80,
        "suggestedGi": 150,
        "measuredAt": "2026-04"
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
});
