/** A key below `ethereumNodes` that was replaced. */
export interface FormerKey {
  former: string;
  key: string;
  /** The former key held a number of seconds, and the present one holds a duration. */
  seconds?: true;
}

/** Removed in 0.3.0. docs/upgrading.md has the same rows. */
export const FORMER_KEYS: readonly FormerKey[] = [
  { former: 'kubernetes.gateway', key: 'kubernetes.access' },
  { former: 'kubernetes.others', key: 'kubernetes.thirdParty' },
  {
    former: 'schedule.discoverSeconds',
    key: 'schedule.discover',
    seconds: true,
  },
  { former: 'schedule.pollSeconds', key: 'schedule.poll', seconds: true },
  {
    former: 'schedule.snapshotsSeconds',
    key: 'schedule.snapshots',
    seconds: true,
  },
  { former: 'polling.timeoutSeconds', key: 'polling.timeout', seconds: true },
];

interface RenamedKeys {
  /** The configuration with present keys only. */
  value: unknown;
  /** The former keys that were found. */
  used: FormerKey[];
  /** One for each former key whose present key is set too. */
  problems: string[];
}

/** Moves the values of {@link FORMER_KEYS} to the keys that replace them. */
export function renameFormerKeys(raw: unknown): RenamedKeys {
  const value = structuredClone(raw);
  const used: FormerKey[] = [];
  const problems: string[] = [];
  for (const row of FORMER_KEYS) {
    const [section = '', formerName = ''] = row.former.split('.');
    const name = row.key.slice(section.length + 1);
    const parent = isObject(value) ? value[section] : undefined;
    if (!isObject(parent) || !Object.hasOwn(parent, formerName)) continue;
    if (Object.hasOwn(parent, name)) {
      problems.push(
        `- ethereumNodes.${row.former}: is replaced by ethereumNodes.${row.key}, which is set too. Remove ${row.former}`,
      );
    } else {
      const former = parent[formerName];
      parent[name] = row.seconds ? { seconds: former } : former;
      used.push(row);
    }
    delete parent[formerName];
  }
  return { value, used, problems };
}

/** The line for the log about one former key. */
export function deprecationOf({ former, key, seconds }: FormerKey): string {
  const replacement = seconds ? `${key}: { seconds: N }` : key;
  return `ethereumNodes.${former} is deprecated and will be removed in 0.3.0: use ethereumNodes.${replacement}`;
}

/** A path of the configuration as it was written: with the former key, where that was used. */
export function writtenPath(path: string, used: readonly FormerKey[]): string {
  const row = used.find(
    ({ key }) => path === key || path.startsWith(`${key}.`),
  );
  return row ? `${row.former}${path.slice(row.key.length)}` : path;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
