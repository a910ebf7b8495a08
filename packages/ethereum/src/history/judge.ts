import { executionClients } from '../clients/generated';
import type { HistoryEffect, HistoryMode } from '../clients/schema';
import type { ExecutionClientName } from '../names/generated';
import type { HistoryEvidence } from './evidence';
import { HISTORY_MARK, type HistoryMark } from './mark';

/** @public */
export interface HistoryCheck {
  network: string;
  client: ExecutionClientName;
  /** Configured history mode. */
  history: HistoryMode;
  /** Values path of the client, e.g. `nodes.geth-0.execution`. */
  field: string;
  /** `<field>.historyChange`: whether old history may be pruned before the client starts. */
  mayPrune: boolean;
  evidence: HistoryEvidence;
  mark?: HistoryMark;
}

/** Whether a client may start on a datadir, and the mark to write. @public */
export type HistoryDecision =
  | { ok: true; mark: HistoryMark; message: string }
  | { ok: false; message: string };

/** Effect of starting a client with another history mode on an existing chain. @public */
export function historyEffect(
  client: ExecutionClientName,
  from: HistoryMode,
  to: HistoryMode,
): HistoryEffect | undefined {
  return executionClients[client].historyChanges[from]?.[to];
}

/**
 * History mode of a datadir: the one proven by files, else the one of its mark; null if unknown. @public
 */
export function knownHistory(
  evidence: HistoryEvidence,
  mark: HistoryMark | undefined,
): HistoryMode | null {
  if (evidence.proved) return evidence.proved;
  const marked = mark?.history ?? null;
  return marked && evidence.excluded.includes(marked) ? null : marked;
}

/**
 * Decides whether the client may start with its configured history mode.
 *
 * An empty volume accepts any mode. A volume with a chain and without a mark is accepted, unless its files exclude the mode. A
 * change that the client applies itself is accepted; one that ends in a crash, or in a node with another mode, is refused. @public
 */
export function judgeHistory(check: HistoryCheck): HistoryDecision {
  const { network, client, history, mayPrune, evidence, mark } = check;
  const markWith = (has: HistoryMode | null): HistoryMark => ({
    format: 'nodeyard-history/1',
    network,
    client,
    history: has,
    asked: history,
  });
  if (mark && (mark.client !== client || mark.network !== network)) {
    return refusal(
      check,
      `the volume belongs to ${mark.client} on ${mark.network}, not to ${client} on ${network}. Give the node a volume of its own (make replace-client).`,
    );
  }
  if (!evidence.holdsChain) {
    return mayPrune
      ? refusal(check, emptyVolumeReason(check))
      : {
          ok: true,
          mark: markWith(history),
          message: `The volume is empty: its history will be ${history}.`,
        };
  }
  const known = knownHistory(evidence, mark);
  const from = possibleHistories(check, known);
  if (from.includes(history)) {
    return {
      ok: true,
      mark: markWith(known),
      message: known
        ? `The volume has history ${known}.`
        : `Nothing proves which history the volume has; it starts with ${history}.`,
    };
  }
  const effect = commonEffect(client, from, history);
  const message = `The volume has history ${from.join(
    ' or ',
  )} and goes to ${history}: ${client} prunes it.`;
  if (effect === 'prunes') {
    return { ok: true, mark: markWith(known && history), message };
  }
  // Not pruned yet: the command may still fail.
  if (effect === 'command' && mayPrune) {
    return {
      ok: true,
      mark: { ...markWith(known), asked: from[0] ?? history },
      message,
    };
  }
  return refusal(check, changeReason(check, from, effect));
}

/**
 * History modes that the datadir may have. The mode of the last start is sufficient for this decision, not for the label of a
 * snapshot. Without it, the configured mode is possible unless files exclude it.
 */
function possibleHistories(
  { client, history, evidence: { excluded }, mark }: HistoryCheck,
  known: HistoryMode | null,
): HistoryMode[] {
  const likely = known ?? mark?.asked;
  if (likely && !excluded.includes(likely)) return [likely];
  return excluded.includes(history)
    ? executionClients[client].history.filter(mode => !excluded.includes(mode))
    : [history];
}

function commonEffect(
  client: ExecutionClientName,
  from: readonly HistoryMode[],
  to: HistoryMode,
): HistoryEffect | undefined {
  const effects = new Set(from.map(mode => historyEffect(client, mode, to)));
  return effects.size === 1 ? [...effects][0] : undefined;
}

function refusal(
  { field, history }: HistoryCheck,
  reason: string,
): HistoryDecision {
  return { ok: false, message: `${field}.history "${history}": ${reason}` };
}

function emptyVolumeReason({ field }: HistoryCheck): string {
  return `the volume holds no chain, so there is nothing to prune. Remove ${field}.historyChange.`;
}

function changeReason(
  { client, field, history, evidence: { observation } }: HistoryCheck,
  from: readonly HistoryMode[],
  effect: HistoryEffect | undefined,
): string {
  const { title, historyReasons } = executionClients[client];
  const has = from.map(mode => `"${mode}"`).join(' or ');
  const why = effect
    ? `${title} does not go from there to "${history}" by itself: ${historyReasons[effect]}`
    : `${title} does not make it "${history}"`;
  const prune =
    effect === 'command'
      ? `To prune it for good, ${howToPrune(client, field)}. `
      : '';
  return `the volume has history ${has}${
    observation ? ` (${observation})` : ''
  }. ${why}. ${prune}Set ${field}.history back to ${has}; for "${history}" sync anew: add a node with it, and remove this one when that is in sync (docs/operations.md, "Another history").`;
}

/** The chart runs the command of geth only, which can be repeated after a kill. */
function howToPrune(client: string, field: string): string {
  return client === 'geth'
    ? `set ${field}.historyChange: prune`
    : `run that command on the stopped node's volume and remove ${HISTORY_MARK} from it`;
}
