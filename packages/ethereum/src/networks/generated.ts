// Generated from charts/ethereum-infrastructure/files/networks by `yarn workspace @nodeyard/ethereum generate`. Do not edit.

import { byName } from '../byName';
import type { NetworkName } from '../names/generated';
import type { Network } from './schema';

/** Facts of every network, by name. @public */
export const networks: Readonly<Record<NetworkName, Network>> = /* @__PURE__ */ byName<NetworkName, Network>({
  "mainnet": {
    "name": "mainnet",
    "title": "Ethereum Mainnet",
    "kind": "public",
    "chainId": 1,
    "genesisHash": "0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3",
    "secondsPerSlot": 12,
    "slotsPerEpoch": 32,
    "genesisTime": 1606824023,
    "genesisValidatorsRoot": "0x4b363db94e286120d76eb905340fdd4e54bfe9f06bf33ff6cf5ad27f511bfe95",
    "genesisForkVersion": "0x00000000",
    "depositContract": "0x00000000219ab540356cBB839Cbe05303d7705Fa",
    "forks": [
      {
        "name": "frontier",
        "block": 0,
        "forkId": "0xfc64ec04"
      },
      {
        "name": "homestead",
        "block": 1150000,
        "forkId": "0x97c2c34c"
      },
      {
        "name": "dao",
        "block": 1920000,
        "forkId": "0x91d1f948"
      },
      {
        "name": "tangerine-whistle",
        "block": 2463000,
        "forkId": "0x7a64da13"
      },
      {
        "name": "spurious-dragon",
        "block": 2675000,
        "forkId": "0x3edd5b10"
      },
      {
        "name": "byzantium",
        "block": 4370000,
        "forkId": "0xa00bc324"
      },
      {
        "name": "petersburg",
        "block": 7280000,
        "forkId": "0x668db0af"
      },
      {
        "name": "istanbul",
        "block": 9069000,
        "forkId": "0x879d6e30"
      },
      {
        "name": "muir-glacier",
        "block": 9200000,
        "forkId": "0xe029e991"
      },
      {
        "name": "berlin",
        "block": 12244000,
        "forkId": "0x0eb440f6"
      },
      {
        "name": "london",
        "block": 12965000,
        "forkId": "0xb715077d"
      },
      {
        "name": "altair",
        "consensus": {
          "name": "altair",
          "epoch": 74240,
          "version": "0x01000000"
        }
      },
      {
        "name": "arrow-glacier",
        "block": 13773000,
        "forkId": "0x20c327fc"
      },
      {
        "name": "gray-glacier",
        "block": 15050000,
        "forkId": "0xf0afd0e3"
      },
      {
        "name": "paris",
        "consensus": {
          "name": "bellatrix",
          "epoch": 144896,
          "version": "0x02000000"
        }
      },
      {
        "name": "shanghai",
        "time": 1681338455,
        "forkId": "0xdce96c2d",
        "consensus": {
          "name": "capella",
          "epoch": 194048,
          "version": "0x03000000"
        }
      },
      {
        "name": "cancun",
        "time": 1710338135,
        "forkId": "0x9f3d2254",
        "consensus": {
          "name": "deneb",
          "epoch": 269568,
          "version": "0x04000000"
        }
      },
      {
        "name": "prague",
        "time": 1746612311,
        "forkId": "0xc376cf8b",
        "consensus": {
          "name": "electra",
          "epoch": 364032,
          "version": "0x05000000"
        }
      },
      {
        "name": "osaka",
        "time": 1764798551,
        "forkId": "0x5167e2a6",
        "consensus": {
          "name": "fulu",
          "epoch": 411392,
          "version": "0x06000000"
        }
      },
      {
        "name": "bpo1",
        "time": 1765290071,
        "forkId": "0xcba2a1c0",
        "consensus": {
          "name": "bpo1",
          "epoch": 412672
        }
      },
      {
        "name": "bpo2",
        "time": 1767747671,
        "forkId": "0x07c9462e",
        "consensus": {
          "name": "bpo2",
          "epoch": 419072
        }
      },
      {
        "name": "amsterdam"
      }
    ],
    "historyBlocks": {
      "merge": 15537394,
      "prague": 22431084
    },
    "checkpointSync": [
      "https://sync-mainnet.beaconcha.in",
      "https://mainnet.checkpoint.sigp.io",
      "https://beaconstate.ethstaker.cc",
      "https://mainnet-checkpoint-sync.attestant.io",
      "https://beaconstate-mainnet.chainsafe.io",
      "https://mainnet-checkpoint-sync.stakely.io"
    ],
    "checkedAt": "2026-10-23",
    "source": [
      "github.com/ethereum/go-ethereum v1.17.10 params/chainspecs/mainnet.json, core/forkid",
      "@lodestar/config 1.48.0 lib/chainConfig/networks/mainnet.js",
      "eth-clients/mainnet metadata",
      "checkpoint sources of ethstaker/eth-docker 0e24946 (2026-08-20), rocket-pool/smartnode 1b3bcbe (2026-08-20) and eth-clients/checkpoint-sync-endpoints (2025-07)"
    ]
  },
  "sepolia": {
    "name": "sepolia",
    "title": "Sepolia",
    "kind": "public",
    "chainId": 11155111,
    "genesisHash": "0x25a5cc106eea7138acab33231d7160d69cb777ee0c2c553fcddf5138993e6dd9",
    "secondsPerSlot": 12,
    "slotsPerEpoch": 32,
    "genesisTime": 1655733600,
    "genesisValidatorsRoot": "0xd8ea171f3c94aea21ebc42a1ed61052acf3f9209c00e4efbaaddac09ed9b8078",
    "genesisForkVersion": "0x90000069",
    "depositContract": "0x7f02C3E3c98b133055B8B348B2Ac625669Ed295D",
    "forks": [
      {
        "name": "london",
        "block": 0,
        "forkId": "0xfe3366e7"
      },
      {
        "name": "altair",
        "consensus": {
          "name": "altair",
          "epoch": 50,
          "version": "0x90000070"
        }
      },
      {
        "name": "paris",
        "consensus": {
          "name": "bellatrix",
          "epoch": 100,
          "version": "0x90000071"
        }
      },
      {
        "name": "merge-netsplit",
        "block": 1735371,
        "forkId": "0xb96cbd13"
      },
      {
        "name": "shanghai",
        "time": 1677557088,
        "forkId": "0xf7f9bc08",
        "consensus": {
          "name": "capella",
          "epoch": 56832,
          "version": "0x90000072"
        }
      },
      {
        "name": "cancun",
        "time": 1706655072,
        "forkId": "0x88cf81d9",
        "consensus": {
          "name": "deneb",
          "epoch": 132608,
          "version": "0x90000073"
        }
      },
      {
        "name": "prague",
        "time": 1741159776,
        "forkId": "0xed88b5fd",
        "consensus": {
          "name": "electra",
          "epoch": 222464,
          "version": "0x90000074"
        }
      },
      {
        "name": "osaka",
        "time": 1760427360,
        "forkId": "0xe2ae4999",
        "consensus": {
          "name": "fulu",
          "epoch": 272640,
          "version": "0x90000075"
        }
      },
      {
        "name": "bpo1",
        "time": 1761017184,
        "forkId": "0x56078a1e",
        "consensus": {
          "name": "bpo1",
          "epoch": 274176
        }
      },
      {
        "name": "bpo2",
        "time": 1761607008,
        "forkId": "0x268956b6",
        "consensus": {
          "name": "bpo2",
          "epoch": 275712
        }
      },
      {
        "name": "amsterdam",
        "time": 1791294816,
        "forkId": "0x6c1d9423",
        "consensus": {
          "name": "gloas",
          "epoch": 353024,
          "version": "0x90000076"
        }
      }
    ],
    "historyBlocks": {
      "merge": 1450409,
      "prague": 7836331
    },
    "checkpointSync": [
      "https://checkpoint-sync.sepolia.ethpandaops.io",
      "https://beaconstate-sepolia.chainsafe.io"
    ],
    "checkedAt": "2026-10-23",
    "source": [
      "github.com/ethereum/go-ethereum v1.17.10 params/chainspecs/sepolia.json, core/forkid",
      "@lodestar/config 1.48.0 lib/chainConfig/networks/sepolia.js (up to Fulu; it has no Gloas date)",
      "eth-clients/sepolia pull request 126, ethereum/pm pull request 2205 (Gloas epoch and version), besu-eth/besu pull request 11333 (fork ID of Amsterdam)",
      "checkpoint sources of ethstaker/eth-docker 0e24946 (2026-08-20), mjkeating/EthPillar 8100843 (2026-08-18) and eth-clients/checkpoint-sync-endpoints (2025-07)"
    ]
  },
  "hoodi": {
    "name": "hoodi",
    "title": "Hoodi",
    "kind": "public",
    "chainId": 560048,
    "genesisHash": "0xbbe312868b376a3001692a646dd2d7d1e4406380dfd86b98aa8a34d1557c971b",
    "secondsPerSlot": 12,
    "slotsPerEpoch": 32,
    "genesisTime": 1742213400,
    "genesisValidatorsRoot": "0x212f13fc4df078b6cb7db228f1c8307566dcecf900867401a92023d7ba99cb5f",
    "genesisForkVersion": "0x10000910",
    "depositContract": "0x00000000219ab540356cBB839Cbe05303d7705Fa",
    "forks": [
      {
        "name": "cancun",
        "time": 0,
        "forkId": "0xbef71d30",
        "consensus": {
          "name": "deneb",
          "epoch": 0,
          "version": "0x50000910"
        }
      },
      {
        "name": "prague",
        "time": 1742999832,
        "forkId": "0x0929e24e",
        "consensus": {
          "name": "electra",
          "epoch": 2048,
          "version": "0x60000910"
        }
      },
      {
        "name": "osaka",
        "time": 1761677592,
        "forkId": "0xe7e0e7ff",
        "consensus": {
          "name": "fulu",
          "epoch": 50688,
          "version": "0x70000910"
        }
      },
      {
        "name": "bpo1",
        "time": 1762365720,
        "forkId": "0x3893353e",
        "consensus": {
          "name": "bpo1",
          "epoch": 52480
        }
      },
      {
        "name": "bpo2",
        "time": 1762955544,
        "forkId": "0x23aa1351",
        "consensus": {
          "name": "bpo2",
          "epoch": 54016
        }
      },
      {
        "name": "amsterdam"
      }
    ],
    "withdrawnForks": [
      {
        "name": "amsterdam",
        "time": 1793036568,
        "forkId": "0x3d068b59",
        "consensus": {
          "name": "gloas",
          "epoch": 132352,
          "version": "0x80000910"
        },
        "withdrawnAt": "2026-10-22"
      }
    ],
    "historyBlocks": {
      "prague": 60412
    },
    "checkpointSync": [
      "https://checkpoint-sync.hoodi.ethpandaops.io",
      "https://hoodi.checkpoint.sigp.io",
      "https://hoodi.beaconstate.ethstaker.cc",
      "https://hoodi-checkpoint-sync.attestant.io",
      "https://hoodi-checkpoint-sync.stakely.io",
      "https://beaconstate-hoodi.chainsafe.io"
    ],
    "checkedAt": "2026-10-27",
    "source": [
      "github.com/ethereum/go-ethereum v1.17.10 params/chainspecs/hoodi.json, core/forkid",
      "@lodestar/config 1.48.0 lib/chainConfig/networks/hoodi.js",
      "the Ethereum Foundation's notice of 2026-10-22 (Glamsterdam withdrawn), and stereum-dev/ethereum-node release v2.6.1 (2026-10-27, no new date)",
      "eth-clients/hoodi metadata",
      "checkpoint sources of ethstaker/eth-docker 0e24946 (2026-08-20), rocket-pool/smartnode 1b3bcbe (2026-08-20) and eth-clients/checkpoint-sync-endpoints (2025-07)"
    ]
  },
  "devnet": {
    "name": "devnet",
    "title": "Devnet",
    "kind": "devnet",
    "chainId": 7332,
    "secondsPerSlot": 2,
    "slotsPerEpoch": 8,
    "forks": [],
    "checkpointSync": [],
    "checkedAt": "2026-11-23",
    "source": [
      "ethereum/consensus-specs presets/minimal (8 slots per epoch)"
    ]
  }
});
