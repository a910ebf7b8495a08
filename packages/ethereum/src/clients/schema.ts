import { z } from 'zod';
import { boundedRecord, isoDate, listOf, text } from '../health/bounds';
import { compareTags } from './version';

/** In GiB: an exbibyte at most. */
const gibibytes = z
  .number()
  .positive()
  .max(2 ** 30);
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
  /** Disk that the client needs today, in GiB; absent where no figure is published. */
  minimumGi: gibibytes.optional(),
  /** Volume to ask for, in GiB. */
  suggestedGi: gibibytes,
  /** Day or month in which `minimumGi` was measured, where its source says so. */
  measuredAt: z
    .string()
    .regex(/^\d{4}-\d{2}(-\d{2})?$/, 'expected a date as YYYY-MM-DD or YYYY-MM')
    .optional(),
  /** Which of the client's database layouts was measured, where it has several. */
  layout: text.optional(),
});

const byNetwork = <Value extends z.ZodType>(value: Value) =>
  boundedRecord(text, value, 256);

const release = text.refine(
  tag => compareTags(tag, tag) !== undefined,
  'expected a tag that names a release, as v1.17.10',
);

/** What releases of a client differ in: true of those from `from` on that are older than `until`. @public */
export const versionedSchema = z
  .strictObject({
    /** A flag that only these releases know, or that they take other values for. */
    flag: text
      .regex(/^--[A-Za-z][A-Za-z0-9.-]*$/, 'expected a flag without its value')
      .optional(),
    /** Name in `ports` of the port that other releases do not listen on. */
    port: text.optional(),
    /** The least value that these releases accept for the flag. */
    minimum: z.number().int().positive().max(1_000_000_000).optional(),
    /** How these releases lay out a new database: a snapshot of another layout is not for them. */
    layout: text.regex(/^[a-z]+$/).optional(),
    /** What users of these releases must know. Continues "Geth's"; no full stop. */
    note: text.optional(),
    /** Networks that the note is for; absent: all. */
    networks: listOf(text).min(1).optional(),
    from: release.optional(),
    until: release.optional(),
    source: text,
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
  name: text.regex(/^[a-z]+$/),
  title: text,
  image: z.strictObject({
    repository: text,
    tag: text,
    digest: text.optional(),
    /** Day on which upstream released this tag; where no source says it, the day of the oldest source that has the tag. */
    releasedAt: isoDate.optional(),
  }),
  /** Networks (by name) that the client can join. */
  networks: listOf(text),
  /** Network name to the oldest tag that knows the fork in force there: an older one leaves the chain or never follows it. */
  minimumTags: byNetwork(text).optional(),
  /** Tags that must not run on a network although they are not older than the minimum. */
  refusedTags: listOf(
    z.strictObject({
      tag: text,
      networks: listOf(text).min(1),
      /** Continues "geth v1.17.9 ..."; no full stop. */
      reason: text,
    }),
  ).optional(),
  /** What its users must know before they go back to an older release: how its database may have changed meanwhile. */
  downgrade: text.optional(),
  /** What depends on the release that is deployed. Of the entries for one flag at most one is true of a release. */
  versions: listOf(versionedSchema).optional(),
  metricsPath: text.startsWith('/'),
  stopSignal: z.enum(['SIGTERM', 'SIGINT']),
  gracePeriodSeconds: z.number().int().positive().max(86_400),
  /** Whether the chart can deploy it; if not, `reason` is what a refused request says. */
  deployable: z.discriminatedUnion('chart', [
    z.strictObject({ chart: z.literal(true) }),
    z.strictObject({ chart: z.literal(false), reason: text }),
  ]),
  checkedAt: isoDate,
  source: listOf(text),
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

/** What the files of a datadir prove without its client. Paths are relative to the datadir. */
const datadirSchema = z.strictObject({
  /** Globs: each matches a file of every datadir that the client has started once; the first is of the database. */
  required: listOf(text).min(1),
  /** Globs of files with which the client marks its own database as corrupt; empty where none is known. */
  corruptionMarks: listOf(text),
  /** Folders that the client accepts at another path, by a flag or behind a symbolic link. */
  externalFolders: listOf(text.regex(/^[\w-]+(\/[\w-]+)*$/)),
});

/** @public */
export const executionClientSchema = z.strictObject({
  layer: z.literal('execution'),
  ...clientBase,
  ports: executionPorts,
  /** Runs without a separate consensus client (erigon's Caplin). */
  embeddedConsensus: z.boolean(),
  /** Supported history modes; the default first. */
  history: listOf(z.enum(historyModes)).min(1),
  /** Days that history mode `rolling` keeps; absent where the client has no such mode. */
  rollingDays: z.number().int().positive().max(10_000).optional(),
  /** Folder of the datadir that holds the chain: where it has files, a chain was begun. */
  chainData: text.regex(/^[\w-]+(\/[\w-]+)*$/),
  datadir: datadirSchema,
  /** From each history mode to each other: what that does to a volume that holds a chain. */
  historyChanges: z.partialRecord(
    z.enum(historyModes),
    z.partialRecord(z.enum(historyModes), z.enum(historyEffects)),
  ),
  /** Why each effect that occurs is so; continues "geth: ...", no full stop. */
  historyReasons: z.partialRecord(z.enum(historyEffects), text),
  /** Per network and history mode. A missing network or mode means that no figure is known. */
  storage: byNetwork(z.partialRecord(z.enum(historyModes), storageSchema)),
  /** Hours of a first sync per network, of the histories that were timed. A missing network or history means that no figure is published. */
  firstSync: byNetwork(
    z.strictObject({
      hours: z.number().positive().max(100_000),
      histories: listOf(z.enum(historyModes)).min(1),
    }),
  ).optional(),
  /** Memory to request on mainnet, in GiB. */
  memoryGi: gibibytes,
  /** Paths under the datadir, as globs, that a snapshot must never hold: keys, secrets, locks, peers. */
  neverSnapshot: listOf(text),
});

/** @public */
export const consensusClientSchema = z.strictObject({
  layer: z.literal('consensus'),
  ...clientBase,
  ports: consensusPorts,
  /** Flags with which it asks a server of the Builder API for blocks; `{url}` stands for its URL. */
  builderFlags: listOf(text.regex(/^--[A-Za-z][A-Za-z0-9.-]*(=(true|{url}))?$/))
    .min(1)
    .refine(
      flags => flags.some(flag => flag.includes('{url}')),
      'expected a flag with {url}',
    ),
  /** Network name to what it loads from the internet there even with `checkpointSync: none`. Continues "Teku's"; no full stop. */
  withoutCheckpoint: byNetwork(text).optional(),
  storage: byNetwork(storageSchema),
  /** Memory to request on mainnet, in GiB; absent where no figure is published. */
  memoryGi: gibibytes.optional(),
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
