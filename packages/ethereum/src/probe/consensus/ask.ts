import type { Answer } from '../answer';
import type { Call } from '../deadline';
import type { EndpointMemory } from '../memory';
import { getBeacon, type BeaconDocument } from './beacon';
import { blobEpochs } from './blobEpochs';
import { finalizedEpoch } from './finalizedEpoch';
import { forkSchedule } from './forkSchedule';
import { nodePeerCount } from './nodePeerCount';
import { nodeSyncing } from './nodeSyncing';
import { nodeVersion } from './nodeVersion';

/** Documents that change only with the client or its configuration. */
const constant = {
  version: nodeVersion,
  schedule: forkSchedule,
  blobs: blobEpochs,
};
/** Documents beside the position of the head. */
const others = { ...constant, peers: nodePeerCount, finality: finalizedEpoch };
const otherPaths = Object.values(others).map(({ path }) => path);

/** Slots of progress after which finality is asked for again. It changes with an epoch of the head at most. */
const FINALITY_SLOTS = 4;
/** Fewer peers are asked for in every probe. */
const FEW_PEERS = 8;
/** Sync distance of a client that follows the chain. */
const MAX_SYNC_DISTANCE = 1;

/** Part of the time of a probe that a document is waited for before the next one is requested. */
const PATIENCE_SHARE = 1 / 20;

type ValueOf<Document> = Document extends BeaconDocument<infer T> ? T : never;
type Position = ValueOf<typeof nodeSyncing>;
type OtherAnswers = {
  [Name in keyof typeof others]: Answer<ValueOf<(typeof others)[Name]>>;
};
type ConsensusAnswers = { progress: Answer<Position> } & OtherAnswers;

/** Reads every document. */
export async function askEach(call: Call): Promise<ConsensusAnswers> {
  const [progress, rest] = await Promise.all([
    call(endpoint => getBeacon(endpoint, nodeSyncing)),
    askFor(call, others, 0),
  ]);
  return { progress, ...(rest as OtherAnswers) };
}

/**
 * Reads the position of the head, then the documents that are not remembered. All are read again after a new connection, and when
 * the head has moved backwards, because the client may be another one.
 */
export async function askWithMemory(
  call: Call,
  memory: EndpointMemory,
  timeoutMs: number,
): Promise<ConsensusAnswers> {
  let reconnected = false;
  const progress = await call(endpoint =>
    getBeacon(endpoint, nodeSyncing, () => {
      reconnected = true;
    }),
  );
  const before = memory.recallValue<Position>(nodeSyncing.path);
  if (
    !progress.ok ||
    reconnected ||
    !before ||
    progress.value.head_slot < before.head_slot
  ) {
    memory.forget(otherPaths);
  }
  // Without a position there is no sample.
  if (!progress.ok) {
    return { progress, ...mapOthers(() => progress) };
  }
  memory.keepValue(nodeSyncing.path, progress.value);
  forgetMoving(memory, progress.value);
  const remembered = mapOthers(({ path }) => memory.recall(path));
  const due = Object.entries(others).filter(
    ([name]) => remembered[name as keyof typeof others] === undefined,
  );
  const answers = await askFor(
    call,
    Object.fromEntries(due),
    timeoutMs * PATIENCE_SHARE,
  );
  for (const [name, { path }] of due) {
    const answer = answers[name];
    if (!answer) continue;
    if (name in constant) memory.keepConstant(path, answer);
    else memory.keepShortly(path, answer);
  }
  if ('finality' in answers) {
    memory.keepValue(finalizedEpoch.path, progress.value.head_slot);
  }
  return { progress, ...remembered, ...answers } as ConsensusAnswers;
}

/** Forgets values that may have changed since they were read. */
function forgetMoving(memory: EndpointMemory, position: Position): void {
  const readAt = memory.recallValue<number>(finalizedEpoch.path) ?? -Infinity;
  if (position.head_slot - readAt >= FINALITY_SLOTS) {
    memory.forget([finalizedEpoch.path]);
  }
  const peers = memory.recall<number>(nodePeerCount.path);
  const follows =
    position.sync_distance <= MAX_SYNC_DISTANCE &&
    !position.is_syncing &&
    !position.is_optimistic &&
    !position.el_offline;
  if (!follows || !peers?.ok || peers.value < FEW_PEERS) {
    memory.forget([nodePeerCount.path]);
  }
}

/**
 * Reads documents one after another, over one connection. The next one is requested beside one that takes longer than the patience,
 * so that it keeps no answer back.
 *
 * @param patienceMs - 0: all at once
 */
async function askFor(
  call: Call,
  documents: Record<string, BeaconDocument<any>>,
  patienceMs: number,
): Promise<Record<string, Answer<unknown>>> {
  const asked: Array<Promise<[string, Answer<unknown>]>> = [];
  for (const [name, document] of Object.entries(documents)) {
    const answer = call(endpoint => getBeacon(endpoint, document));
    asked.push(answer.then(given => [name, given]));
    if (patienceMs > 0) {
      await settledOrLate(answer, patienceMs);
    }
  }
  return Object.fromEntries(await Promise.all(asked));
}

async function settledOrLate(
  answer: Promise<unknown>,
  patienceMs: number,
): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  await Promise.race([
    answer,
    new Promise<void>(resolve => {
      timer = setTimeout(resolve, patienceMs);
    }),
  ]);
  clearTimeout(timer);
}

function mapOthers<T>(
  map: (document: BeaconDocument<any>) => T,
): Record<keyof typeof others, T> {
  return Object.fromEntries(
    Object.entries(others).map(([name, document]) => [name, map(document)]),
  ) as Record<keyof typeof others, T>;
}
