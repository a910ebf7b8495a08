/**
 * Files that no snapshot contains, for every client: secrets, identities, locks, sockets, peers, transactions.
 *
 * Each client has further ones (`neverSnapshot` in its facts). Two nodes with one node key break discovery for both; a leaked
 * JWT secret gives access to the Engine API; restored slashing data gets validators slashed.
 */
const COMMON_PATTERNS = [
  '**/jwtsecret',
  '**/jwt.hex',
  '**/jwt-secret',
  '**/jwt.txt',
  '**/*.jwt',
  '**/nodekey',
  '**/nodekey.*',
  '**/node.key*',
  '**/discovery-secret',
  '**/enr.dat',
  '**/network-keys/**',
  '**/keystore/**',
  '**/keystores/**',
  '**/validator_keys/**',
  '**/validators/**',
  '**/secrets/**',
  '**/slashing*',
  '**/slashing*/**',
  '**/LOCK',
  '**/FLOCK',
  '**/lock',
  '**/*.lock',
  '**/mdbx.lck',
  '**/*.lck',
  '**/*.pid',
  '**/*.ipc',
  '**/*.sock',
  '**/known-peers.json',
  '**/discoveryNodes/**',
  '**/peers/**',
  '**/transactions.rlp',
  '**/blobpool/**',
  '**/txpool/**',
  '**/blobTransactions/**',
  'lost+found/**',
];

const patterns = new Map<string, RegExp>();

/**
 * Whether a path is never stored, never overwritten and never deleted.
 *
 * @param path - relative to the datadir
 * @param globs - the client's own `neverSnapshot`
 */
export function isNeverStored(path: string, globs: readonly string[]): boolean {
  return [...COMMON_PATTERNS, ...globs].some(glob => matches(glob, path));
}

/** Whether a path matches a glob: `**` is any number of folders, `*` anything within a name. */
export function matches(glob: string, path: string): boolean {
  let pattern = patterns.get(glob);
  if (!pattern) patterns.set(glob, (pattern = patternOf(glob)));
  return pattern.test(path);
}

function patternOf(glob: string): RegExp {
  const parts = glob.split(/(\*\*\/|\/\*\*|\*)/).map(part => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '/**') return '/.*';
    if (part === '*') return '[^/]*';
    return part.replace(/[.+^${}()|[\]\\?]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`);
}
