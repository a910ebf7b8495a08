import { z } from 'zod';
import { compareTags } from './version';

const isoDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a date as YYYY-MM-DD');
const port = z.number().int().min(1).max(65535);

/**
 * How much of the chain's past a node keeps; one word for what every client spells differently.
 *
 * `archive` everything and all states, `full` all blocks, `pre-merge` no bodies from before the Merge, `pre-prague`
 * none from before Prague, `rolling` the client's last `rollingDays`, `aggressive` the least that the client can run with.
 * @public
 */
export const historyModes = [
  'archive',
  'full',
  'pre-merge',
  'pre-prague',
  'rolling',
  'aggressive',
] as const;

/**
 * What happens when a client is started with another history on the chain that its volume holds.
 *
 * `prunes` it starts, and removes what is too much as it runs. `command` it does not start, or keeps what it has, until a
 * command was run on the stopped node. `keeps` it starts and stays what it was, whatever its flags say. `refuses` it does
 * not start. After the last two only a new sync brings the other history.
 * @public
 */
export const historyEffects = [
  'prunes',
  'command',
  'keeps',
  'refuses',
] as const;

const storageSchema = z.strictObject({
  /** Disk that the client needs today, in GiB; absent where nobody has published it. */
  minimumGi: z.number().positive().optional(),
  /** Volume to ask for, in GiB. */
  suggestedGi: z.number().positive(),
  /** Day or month in which `minimumGi` was measured, where its source says so. */
  measuredAt: z
    .string()
    .regex(/^\d{4}-\d{2}(-\d{2})?$/, 'expected a date as YYYY-MM-DD or YYYY-MM')
    .optional(),
  /** Which of the client's database layouts was measured, where it has several. */
  layout: z.string().optional(),
});

const release = z
  .string()
  .refine(
    tag => compareTags(tag, tag) !== undefined,
    'expected a tag that names a release, as v1.17.10',
  );

/** What releases of a client differ in: true of those from `from` on that are older than `until`. @public */
export const versionedSchema = z
  .strictObject({
    /** A flag that only these releases know, or that they take other values for. */
    flag: z
      .string()
      .regex(/^--[A-Za-z][A-Za-z0-9.-]*$/, 'expected a flag without its value')
      .optional(),
    /** Name in `ports` of the port that other releases do not listen on. */
    port: z.string().optional(),
    /** The least value that these releases accept for the flag. */
    minimum: z.number().int().positive().optional(),
    /** How these releases lay out a new database: a snapshot of another layout is not for them. */
    layout: z
      .string()
      .regex(/^[a-z]+$/)
      .optional(),
    /** What users of these releases must know. Continues "Geth's"; no full stop. */
    note: z.string().optional(),
    /** Networks that the note is for; absent: all. */
    networks: z.array(z.string()).min(1).optional(),
    from: release.optional(),
    until: release.optional(),
    source: z.string(),
  })
  .refine(
    ({ flag, layout }) => (flag === undefined) !== (layout === undefined),
    'expected a flag or a layout',
  )
  .refine(
    ({ from, until }) => from !== undefined || until !== undefined,
    'expected from, until or both',
  )
  .refine(
    ({ from, until }) =>
      from === undefined ||
      until === undefined ||
      (compareTags(from, until) ?? 0) < 0,
    'expected from to be older than until',
  );

/** What every client's data file says, whichever its layer. */
const clientBase = {
  name: z.string().regex(/^[a-z]+$/),
  title: z.string(),
  image: z.strictObject({
    repository: z.string(),
    tag: z.string(),
    digest: z.string().optional(),
    /** Day on which upstream released this tag; where no source says it, the day of the oldest source that has the tag. */
    releasedAt: isoDate.optional(),
  }),
  /** Networks (by name) that the client can join. */
  networks: z.array(z.string()),
  /** Network name to the oldest tag that knows the fork in force there: an older one leaves the chain or never follows it. */
  minimumTags: z.record(z.string(), z.string()).optional(),
  /** Tags that must not run on a network although they are not older than the minimum. */
  refusedTags: z
    .array(
      z.strictObject({
        tag: z.string(),
        networks: z.array(z.string()).min(1),
        /** Continues "geth v1.17.9 ..."; no full stop. */
        reason: z.string(),
      }),
    )
    .optional(),
  /** What its users must know before they go back to an older release: how its database may have changed meanwhile. */
  downgrade: z.string().optional(),
  /** What depends on the release that is deployed. Of the entries for one flag at most one is true of a release. */
  versions: z.array(versionedSchema).optional(),
  metricsPath: z.string().startsWith('/'),
  stopSignal: z.enum(['SIGTERM', 'SIGINT']),
  gracePeriodSeconds: z.number().int().positive(),
  /** Whether the chart can deploy it; if not, `reason` is what a refused request says. */
  deployable: z.discriminatedUnion('chart', [
    z.strictObject({ chart: z.literal(true) }),
    z.strictObject({ chart: z.literal(false), reason: z.string() }),
  ]),
  checkedAt: isoDate,
  source: z.array(z.string()),
};

const executionPorts = z.strictObject({
  /** TCP and UDP. */
  p2p: port,
  http: port,
  ws: port,
  engine: port,
  metrics: port,
  torrent: port.optional(),
  grpc: port.optional(),
  /** erigon's embedded consensus client: p2p over TCP, over UDP, over QUIC, and its beacon API. */
  caplinP2p: port.optional(),
  caplinP2pUdp: port.optional(),
  caplinQuic: port.optional(),
  caplinApi: port.optional(),
});

const consensusPorts = z.strictObject({
  /** TCP, and UDP too where `p2pUdp` is absent. */
  p2p: port,
  p2pUdp: port.optional(),
  /** UDP; absent where no release of the client speaks QUIC, `versions` says which do where not all. */
  quic: port.optional(),
  /** Beacon API. */
  http: port,
  metrics: port,
});

/** @public */
export const executionClientSchema = z.strictObject({
  layer: z.literal('execution'),
  ...clientBase,
  ports: executionPorts,
  /** Runs without a separate consensus client (erigon's Caplin). */
  embeddedConsensus: z.boolean(),
  /** Supported history modes; the default first. */
  history: z.array(z.enum(historyModes)).min(1),
  /** Days that history mode `rolling` keeps; absent where the client has no such mode. */
  rollingDays: z.number().int().positive().optional(),
  /** Folder of the datadir that holds the chain: where it has files, a chain was begun. */
  chainData: z.string().regex(/^[\w-]+(\/[\w-]+)*$/),
  /** From each history mode to each other: what that does to a volume that holds a chain. */
  historyChanges: z.partialRecord(
    z.enum(historyModes),
    z.partialRecord(z.enum(historyModes), z.enum(historyEffects)),
  ),
  /** Why each effect that occurs is so; continues "geth: ...", no full stop. */
  historyReasons: z.partialRecord(z.enum(historyEffects), z.string()),
  /** Per network and history mode. A missing network or mode means that no figure is known. */
  storage: z.record(
    z.string(),
    z.partialRecord(z.enum(historyModes), storageSchema),
  ),
  /** Memory to request on mainnet, in GiB. */
  memoryGi: z.number().positive(),
  /** Paths under the datadir, as globs, that a snapshot must never hold: keys, secrets, locks, peers. */
  neverSnapshot: z.array(z.string()),
});

/** @public */
export const consensusClientSchema = z.strictObject({
  layer: z.literal('consensus'),
  ...clientBase,
  ports: consensusPorts,
  /** Network name to what it loads from the internet there even with `checkpointSync: none`. Continues "Teku's"; no full stop. */
  withoutCheckpoint: z.record(z.string(), z.string()).optional(),
  storage: z.record(z.string(), storageSchema),
  /** Memory to request on mainnet, in GiB; absent where nobody has published a figure. */
  memoryGi: z.number().positive().optional(),
});

/** @public */
export const clientSchema = z.discriminatedUnion('layer', [
  executionClientSchema,
  consensusClientSchema,
]);

/** @public */
export type Versioned = z.infer<typeof versionedSchema>;
/** @public */
export type HistoryMode = (typeof historyModes)[number];
/** @public */
export type HistoryEffect = (typeof historyEffects)[number];
/** @public */
export type ExecutionClient = z.infer<typeof executionClientSchema>;
/** @public */
export type ConsensusClient = z.infer<typeof consensusClientSchema>;
/** @public */
export type Client = z.infer<typeof clientSchema>;
