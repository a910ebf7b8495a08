import { createHash } from 'node:crypto';
import type { NotificationPayload } from '@backstage/plugin-notifications-common';
import {
  compareSeverity,
  runbookAnchor,
  stateTerms,
  type Message,
  type NodeState,
} from '@nodeyard/ethereum';
import { renderToOwner, sayToOwner as say } from './messages';

export interface NotificationSettings {
  /** States that are faults. */
  states: readonly NodeState[];
  /** How long a fault, or its end, lasts before owners are notified. */
  minimumMs: number;
  digest: {
    /** From this many nodes of one owner in one cluster on there is one notification for all. */
    threshold: number;
    /** How long further nodes of a cluster are waited for. */
    windowMs: number;
  };
  /** Path of the fleet page in the app. */
  fleetPath: string;
}

/** A node with an owner, as stored. Times in milliseconds since the epoch. */
export interface OwnedNode {
  id: string;
  name: string;
  network: string;
  source: string;
  cluster?: string;
  ownerRef: string;
  state: NodeState;
  summary: Message;
  /** Whether its state is a fault, a state in sync, or neither. */
  condition: 'fault' | 'in-sync' | 'other';
  /** Beginning of the uninterrupted condition. */
  conditionBegan: number;
  /** Beginning of the state. */
  stateBegan: number;
}

/** A node whose owner was notified of a fault, and not yet of its end. */
export interface NotifiedNode {
  nodeId: string;
  ownerRef: string;
  scope: string;
  state: NodeState;
}

/** A notification with the changes of stored nodes that it causes. */
export interface PlannedNotification {
  kind: 'fault' | 'update' | 'recovery' | 'outage' | 'outage-recovery';
  ownerRef: string;
  payload: NotificationPayload;
  /** Nodes to store as notified. */
  opened: NotifiedNode[];
  /** IDs of nodes to forget. */
  closed: string[];
}

export interface NotificationPlan {
  notifications: PlannedNotification[];
  /** IDs of notified nodes that are gone, or have another owner. */
  obsolete: string[];
}

/** Names in one notification. */
const MAX_NAMES = 10;

/** Columns of the notifications plugin. */
const MAX_TITLE = 255;
const MAX_SCOPE = 255;

const severities: Partial<
  Record<NodeState, NonNullable<NotificationPayload['severity']>>
> = {
  WRONG_NETWORK: 'high',
  UNREACHABLE: 'high',
  WAITING_FOR_CL: 'high',
  STALLED: 'high',
};

const OUTAGE_TOPIC = 'cluster-outage';

class Planner {
  private readonly settings: NotificationSettings;
  private readonly now: number;
  private readonly byId: ReadonlyMap<string, OwnedNode>;

  constructor(
    settings: NotificationSettings,
    now: number,
    byId: ReadonlyMap<string, OwnedNode>,
  ) {
    this.settings = settings;
    this.now = now;
    this.byId = byId;
  }

  planFaults(
    nodes: readonly OwnedNode[],
    open: readonly NotifiedNode[],
  ): PlannedNotification[] {
    const { minimumMs, digest } = this.settings;
    const openIds = new Set(open.map(({ nodeId }) => nodeId));
    const openScopes = new Map<string, NotifiedNode[]>();
    for (const row of open) pushTo(openScopes, row.scope, row);
    const groups = new Map<string, OwnedNode[]>();
    for (const node of nodes) {
      if (node.condition !== 'fault' || openIds.has(node.id)) continue;
      pushTo(groups, `${node.ownerRef} ${clusterScope(node)}`, node);
    }
    return [...groups.values()].flatMap(faulty => {
      const first = Math.min(...faulty.map(node => node.conditionBegan));
      if (this.now < first + minimumMs + digest.windowMs) return [];
      const [example] = faulty;
      if (!example) return [];
      const joined = (openScopes.get(clusterScope(example)) ?? []).filter(
        ({ ownerRef }) => ownerRef === example.ownerRef,
      );
      if (joined.length > 0 || faulty.length >= digest.threshold) {
        return [this.outage(faulty, joined)];
      }
      return faulty
        .filter(node => this.hasLasted(node.conditionBegan))
        .map(node => this.fault(node, 'fault'));
    });
  }

  /** A single node whose fault became another one. */
  planUpdates(open: readonly NotifiedNode[]): PlannedNotification[] {
    return open.flatMap(({ nodeId, scope, state }) => {
      const node = this.byId.get(nodeId);
      return node?.condition === 'fault' &&
        scope === nodeScope(node) &&
        node.state !== state &&
        this.hasLasted(node.stateBegan)
        ? [this.fault(node, 'update')]
        : [];
    });
  }

  planRecoveries(open: readonly NotifiedNode[]): PlannedNotification[] {
    const groups = new Map<string, NotifiedNode[]>();
    for (const row of open) {
      pushTo(groups, `${row.ownerRef} ${row.scope}`, row);
    }
    return [...groups.values()].flatMap(rows => {
      const nodes = rows.flatMap(row => this.byId.get(row.nodeId) ?? []);
      const recovered = nodes.filter(
        node =>
          node.condition === 'in-sync' && this.hasLasted(node.conditionBegan),
      );
      const [row] = rows;
      const [node] = recovered;
      if (!row || !node) return [];
      if (row.scope === nodeScope(node)) return [this.recovery(node, row)];
      const remaining = nodes.filter(other => !recovered.includes(other));
      return this.isOutageOver(recovered, remaining)
        ? [this.outageRecovery(recovered, remaining)]
        : [];
    });
  }

  private isOutageOver(
    recovered: readonly OwnedNode[],
    remaining: readonly OwnedNode[],
  ): boolean {
    if (remaining.length === 0) return true;
    const { minimumMs, digest } = this.settings;
    const first = Math.min(...recovered.map(node => node.conditionBegan));
    return (
      remaining.length < digest.threshold &&
      this.now >= first + minimumMs + digest.windowMs
    );
  }

  private hasLasted(began: number): boolean {
    return this.now >= began + this.settings.minimumMs;
  }

  private fault(
    node: OwnedNode,
    kind: 'fault' | 'update',
  ): PlannedNotification {
    const { name, network, state, summary } = node;
    const began = toTime(node.conditionBegan);
    return {
      kind,
      ownerRef: node.ownerRef,
      payload: this.payload({
        title: say('notify-fault', { node: name, network, state }),
        detail: say('notify-fault-detail', { summary, began }),
        link: this.nodeLink(node),
        severity: severities[state] ?? 'normal',
        topic: runbookAnchor(state),
        scope: nodeScope(node),
      }),
      opened: [toNotified(node, nodeScope(node))],
      closed: [],
    };
  }

  private recovery(node: OwnedNode, row: NotifiedNode): PlannedNotification {
    const { name, network } = node;
    const began = toTime(node.conditionBegan);
    return {
      kind: 'recovery',
      ownerRef: node.ownerRef,
      payload: this.payload({
        title: say('notify-recovery', { node: name, network }),
        detail: say('notify-recovery-detail', { state: row.state, began }),
        link: this.nodeLink(node),
        severity: 'low',
        topic: runbookAnchor(row.state),
        scope: row.scope,
      }),
      opened: [],
      closed: [node.id],
    };
  }

  /** @param joined - nodes that an earlier notification of the same outage named */
  private outage(
    faulty: readonly OwnedNode[],
    joined: readonly NotifiedNode[],
  ): PlannedNotification {
    const all = [
      ...faulty,
      ...joined.flatMap(({ nodeId }) => this.byId.get(nodeId) ?? []),
    ].filter(({ condition }) => condition === 'fault');
    const worstFirst = all.sort(
      (a, b) =>
        compareSeverity(a.state, b.state) || a.name.localeCompare(b.name, 'en'),
    );
    const [worst] = worstFirst as [OwnedNode];
    const scope = clusterScope(worst);
    const first = Math.min(...all.map(node => node.conditionBegan));
    return {
      kind: 'outage',
      ownerRef: worst.ownerRef,
      payload: this.payload({
        title: say('notify-outage', {
          count: all.length,
          place: placeOf(worst),
        }),
        detail: say('notify-outage-detail', {
          states: countStates(all),
          began: toTime(first),
          nodes: nameNodes(worstFirst),
        }),
        link: this.fleetLink(worst),
        severity: 'high',
        topic: OUTAGE_TOPIC,
        scope,
      }),
      opened: faulty.map(node => toNotified(node, scope)),
      closed: [],
    };
  }

  /** The remaining nodes are notified of one by one from here on. */
  private outageRecovery(
    recovered: readonly OwnedNode[],
    remaining: readonly OwnedNode[],
  ): PlannedNotification {
    const [node] = recovered as [OwnedNode];
    const nodes = nameNodes(recovered);
    return {
      kind: 'outage-recovery',
      ownerRef: node.ownerRef,
      payload: this.payload({
        title: say('notify-outage-recovery', {
          count: recovered.length,
          place: placeOf(node),
        }),
        detail:
          remaining.length > 0
            ? say('notify-outage-partial-detail', {
                nodes,
                remaining: nameNodes(remaining),
              })
            : say('notify-outage-recovery-detail', { nodes }),
        link: this.fleetLink(node),
        severity: remaining.length > 0 ? 'normal' : 'low',
        topic: OUTAGE_TOPIC,
        scope: clusterScope(node),
      }),
      opened: remaining.map(other => toNotified(other, nodeScope(other))),
      closed: recovered.map(({ id }) => id),
    };
  }

  private payload({
    title,
    detail,
    ...payload
  }: Omit<NotificationPayload, 'title' | 'description'> & {
    title: Message;
    detail: Message;
  }): NotificationPayload {
    return {
      title: truncate(renderToOwner(title, this.now), MAX_TITLE),
      description: renderToOwner(detail, this.now),
      ...payload,
    };
  }

  private nodeLink({ id }: OwnedNode): string {
    return `${this.settings.fleetPath}/nodes/${encodeURIComponent(id)}`;
  }

  private fleetLink({ ownerRef, cluster }: OwnedNode): string {
    const query = new URLSearchParams({
      owner: ownerRef,
      ...(cluster !== undefined && { cluster }),
    });
    return `${this.settings.fleetPath}?${query}`;
  }
}

/**
 * Compares the stored states of nodes with what their owners were notified of, and plans the notifications that are due. The result
 * depends on the arguments only: after a restart, or on another replica, the next run continues.
 *
 * A fault is due after `minimumMs`, and then waits `windowMs` for further nodes of the owner in the cluster.
 *
 * @param nodes - all nodes with an owner that have a fault or were notified of
 */
export function planNotifications(
  nodes: readonly OwnedNode[],
  notified: readonly NotifiedNode[],
  settings: NotificationSettings,
  now: number,
): NotificationPlan {
  const byId = new Map(nodes.map(node => [node.id, node]));
  const obsolete = notified
    .filter(({ nodeId, ownerRef }) => byId.get(nodeId)?.ownerRef !== ownerRef)
    .map(({ nodeId }) => nodeId);
  const gone = new Set(obsolete);
  const open = notified.filter(({ nodeId }) => !gone.has(nodeId));
  const planner = new Planner(settings, now, byId);
  return {
    notifications: [
      ...planner.planFaults(nodes, open),
      ...planner.planUpdates(open),
      ...planner.planRecoveries(open),
    ],
    obsolete,
  };
}

function pushTo<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}

function nodeScope({ id }: OwnedNode): string {
  return toScope(`node:${id}`);
}

/** Nodes outside of clusters are those of one source. */
function clusterScope({ source, cluster }: OwnedNode): string {
  return toScope(
    cluster === undefined ? `source:${source}` : `cluster:${source}:${cluster}`,
  );
}

function toScope(text: string): string {
  return text.length > MAX_SCOPE
    ? `sha256:${createHash('sha256').update(text).digest('hex')}`
    : text;
}

function truncate(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}

function toNotified(
  { id, ownerRef, state }: OwnedNode,
  scope: string,
): NotifiedNode {
  return { nodeId: id, ownerRef, scope, state };
}

function placeOf({ cluster }: OwnedNode): Message {
  return cluster === undefined
    ? say('place-outside', {})
    : say('place-cluster', { cluster });
}

/** `12 Unreachable, 3 Stalled`, worst first. */
function countStates(nodes: readonly OwnedNode[]): string {
  const counts = new Map<NodeState, number>();
  for (const { state } of nodes) {
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => compareSeverity(a, b))
    .map(([state, count]) => `${count} ${stateTerms[state]}`)
    .join(', ');
}

function nameNodes(nodes: readonly OwnedNode[]): Message {
  const names = nodes
    .slice(0, MAX_NAMES)
    .map(({ name }) => name)
    .join(', ');
  const more = nodes.length - MAX_NAMES;
  return more > 0
    ? say('names-more', { names, more })
    : say('names-all', { names });
}

function toTime(at: number): string {
  return new Date(at).toISOString();
}
