import type { Message } from '@nodeyard/ethereum';
import { requestMessage, sentenceOf } from '../messages/requestMessages';
import type { Plan } from './plan';
import { restoredNames, storesOf } from './snapshots';

/** What a plan has of snapshots: when they are taken, where they are kept, and what begins with one. */
export function snapshotMessages(plan: Plan): Message[] {
  const { snapshots } = plan.request;
  if (!snapshots) return [];
  const stores = storesOf(plan.request).join(', ');
  const { schedule } = snapshots;
  const restored = restoredNames(plan);
  return [
    ...(schedule === undefined
      ? []
      : [requestMessage('snapshots-taken', { schedule, stores })]),
    ...(restored.length === 0
      ? []
      : [
          requestMessage(
            restored.length === 1
              ? 'snapshot-begins-one'
              : 'snapshot-begins-many',
            { stores, nodes: restored.join(', ') },
          ),
        ]),
  ];
}

/** {@link snapshotMessages} in English, without full stops. @public */
export function snapshotSentences(plan: Plan): string[] {
  return snapshotMessages(plan).map(sentenceOf);
}
