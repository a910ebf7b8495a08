/** Files of a started node, by the sources that the clients' facts name. */
export const clientTrees: Record<string, string[]> = {
  geth: [
    'geth/chaindata/MANIFEST-000001',
    'geth/chaindata/OPTIONS-000007',
    'geth/chaindata/ancient/chain/bodies.meta',
    'geth/triedb/merkle.journal',
  ],
  reth: [
    'db/mdbx.dat',
    'db/database.version',
    'static_files/static_file_headers_0_499999',
    'reth.toml',
  ],
  nethermind: [
    'nethermind_db/mainnet/blocks/MANIFEST-000005',
    'nethermind_db/mainnet/state/MANIFEST-000005',
  ],
  besu: [
    'DATABASE_METADATA.json',
    'VERSION_METADATA.json',
    'database/MANIFEST-000005',
  ],
  erigon: ['chaindata/mdbx.dat', 'snapshots/salt-blocks.txt'],
};
