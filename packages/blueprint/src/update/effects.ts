import { parse } from 'yaml';
import { z } from 'zod';
import { formatHistory } from '../plan/history';
import type { Plan } from '../plan/plan';
import type { PlannedNode } from '../plan/nodes';
import type { PlannedPool } from '../plan/pool';
import { snapshotSentences } from '../plan/snapshotSentences';
import { textOf } from './fileChange';
import type { FileChange } from './fileChange';
import { volumeEffects } from './volumeEffects';
import type { TeamFile } from './checkout';

interface Update {
  /** Plan of the request of the lock; undefined where today's rules refuse it. */
  former: Plan | undefined;
  plan: Plan;
  changes: readonly FileChange[];
  team: ReadonlyMap<string, TeamFile>;
}

/** What an update does to running nodes, one sentence each; `make diff` shows the objects. */
export function effectsOf({ former, plan, changes, team }: Update): string[] {
  return [
    ...(former ? requestEffects(former, plan) : []),
    ...volumeEffects(changes, team),
    ...imageEffects(plan, changes, team),
    ...chartEffects(changes),
  ];
}

function requestEffects(former: Plan, plan: Plan): string[] {
  const namespace = plan.request.name;
  const before = new Map(former.nodes.map(node => [node.name, node]));
  const after = new Map(plan.nodes.map(node => [node.name, node]));
  return [
    ...plan.nodes
      .filter(({ name }) => !before.has(name))
      .map(
        ({ name, restore, storageGi, memoryGi }) =>
          `${name} is new: it ${
            restore ? 'starts from the newest verified snapshot' : 'syncs'
          } first, with ${gib(storageGi)} of disk and ${gib(
            memoryGi,
          )} of memory in each environment.`,
      ),
    ...former.nodes
      .filter(({ name }) => !after.has(name))
      .map(
        ({ name }) =>
          `${name} is no longer managed: it runs on until "make destroy NODE=${name} ENV=..." before this is merged, or "helm uninstall --namespace ${namespace} ${name}" after it. Its volumes stay until their claims are deleted.`,
      ),
    ...plan.nodes.flatMap(node => {
      const then = before.get(node.name);
      return then ? nodeEffects(then, node) : [];
    }),
    ...poolEffects(former.pool, plan.pool),
    ...snapshotEffects(former, plan),
    ...environmentEffects(former, plan),
    ...ownerEffects(former, plan),
    ...totalEffects(former, plan),
  ];
}

function nodeEffects(then: PlannedNode, now: PlannedNode): string[] {
  const { name } = now;
  return [
    then.consensus === now.consensus
      ? ''
      : `${name} gets the consensus client ${
          now.consensus ?? 'of its execution client'
        } instead of ${
          then.consensus ?? 'the one of its execution client'
        }: "make replace-client NODE=${name}" restarts it with an empty consensus volume, and it serves no callers until it is in sync. The former volume is kept.`,
    formatHistory(then) === formatHistory(now)
      ? ''
      : `${name} changes its history from ${formatHistory(
          then,
        )} to ${formatHistory(
          now,
        )}: it restarts, and does not start where its client cannot convert the volume. A longer history needs a new sync.`,
    then.restore === now.restore
      ? ''
      : `${name}: "restore" matters to a new volume only; the running one stays.`,
  ].filter(Boolean);
}

function poolEffects(
  then: PlannedPool | undefined,
  now: PlannedPool | undefined,
): string[] {
  if (!then && !now) return [];
  if (!then) {
    return [
      `${now?.name} is a new pool of ${now?.min} to ${now?.max} nodes, each of which starts from a snapshot or a sync.`,
    ];
  }
  if (!now) {
    return [
      `The pool ${then.name} is no longer managed: it runs until "helm uninstall", and callers of its Service lose it then.`,
    ];
  }
  const pods =
    then.min === now.min && then.max === now.max
      ? []
      : [
          `The pool ${now.name} has ${now.min} to ${now.max} nodes instead of ${then.min} to ${then.max}; nothing restarts.`,
        ];
  const pair = ({ execution, consensus, storageGi, ...node }: PlannedPool) =>
    [execution, consensus, formatHistory(node), storageGi].join(' ');
  return pair(then) === pair(now)
    ? pods
    : [
        ...pods,
        `The nodes of the pool ${now.name} are replaced one after another, each by one that fetches its chain first.`,
      ];
}

function snapshotEffects(former: Plan, plan: Plan): string[] {
  const [then, now] = [former, plan].map(snapshotSentences);
  if (String(then) === String(now)) return [];
  return now?.length
    ? now.map(sentence => `${sentence}.`)
    : ['No snapshots are taken any more; those in the store stay.'];
}

function environmentEffects(former: Plan, plan: Plan): string[] {
  const [then, now] = [former.request.environments, plan.request.environments];
  return [
    ...now
      .filter(name => !then.includes(name))
      .map(
        name =>
          `The environment ${name} is new: "make deploy-all ENV=${name}" deploys it.`,
      ),
    ...then
      .filter(name => !now.includes(name))
      .map(
        name =>
          `The environment ${name} is no longer managed: what runs there stays. To remove it, run "make destroy ENV=${name} NODE=..." for each node before this is merged.`,
      ),
  ];
}

function ownerEffects({ request: then }: Plan, { request: now }: Plan) {
  return then.owner === now.owner
    ? []
    : [
        `The owner is ${now.owner} instead of ${then.owner}: in the catalog, in notifications and in the labels of alerts.`,
      ];
}

function totalEffects(former: Plan, plan: Plan): string[] {
  const words = ({ totals: { storageGi, memoryGi } }: Plan) =>
    `${gib(storageGi)} of disk and ${gib(memoryGi)} of memory`;
  return words(former) === words(plan)
    ? []
    : [
        `Each environment needs at most ${words(plan)}, instead of ${words(
          former,
        )}.`,
      ];
}

const clientFile =
  /^charts\/ethereum-infrastructure\/files\/clients\/([a-z]+)\.yaml$/;
const imageSchema = z.object({ image: z.object({ tag: z.string() }) });

/** Releases of the clients in use that change. */
function imageEffects(
  { nodes, pool }: Plan,
  changes: readonly FileChange[],
  team: ReadonlyMap<string, TeamFile>,
): string[] {
  const running = [...nodes, ...(pool ? [pool] : [])];
  return changes.flatMap(change => {
    const client = clientFile.exec(change.path)?.[1];
    const before = team.get(change.path);
    if (!client || !before || !('content' in change)) return [];
    const users = running
      .filter(({ execution, consensus }) =>
        [execution, consensus].includes(client),
      )
      .map(({ name }) => name);
    const [from, to] = [before.content, change.content].map(tagOf);
    return users.length === 0 || from === to || !from || !to
      ? []
      : [
          `${client} is ${to} instead of ${from}: "make deploy" restarts ${users.join(
            ', ',
          )} one after another, each only while all others are in sync, unless values set another tag.`,
        ];
  });
}

function tagOf(content: Uint8Array): string | undefined {
  try {
    return imageSchema.parse(parse(textOf(content))).image.tag;
  } catch {
    return undefined;
  }
}

function chartEffects(changes: readonly FileChange[]): string[] {
  const changed = changes.filter(
    ({ kind, path }) =>
      kind !== 'kept' &&
      /^(charts\/ethereum-infrastructure\/(templates|values\.yaml)|values|helmfiles)/.test(
        path,
      ),
  );
  return changed.length === 0
    ? []
    : [
        `Chart, values or helmfiles change in ${changed.length} files: pods whose template differs restart one after another. "make diff ENV=..." shows which.`,
      ];
}

function gib(amount: number | undefined): string {
  return amount === undefined ? 'an unknown amount' : `${amount} GiB`;
}
