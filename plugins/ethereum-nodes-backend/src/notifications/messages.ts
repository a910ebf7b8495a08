import { fleetMessages } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import {
  createMessageFactory,
  messageTable,
  renderEnglishMessage,
  type Message,
} from '@nodeyard/ethereum';

/**
 * Sentences of notifications, which include those of verdicts. They are not among `fleetMessages`, which browsers load: the
 * notifications plugin stores and shows text.
 */
const notificationMessages = messageTable({
  ...fleetMessages,
  'notify-fault': {
    english: '{{node}} on {{network}}: {{state}}',
    params: { node: 'text', network: 'text', state: 'state' },
  },
  'notify-fault-detail': {
    english: '{{summary}}. Not in sync since {{began}}.',
    params: { summary: 'message', began: 'instant' },
  },
  'notify-recovery': {
    english: '{{node}} on {{network}} is in sync again',
    params: { node: 'text', network: 'text' },
  },
  'notify-recovery-detail': {
    english: 'In sync since {{began}}. It was reported as: {{state}}.',
    params: { state: 'state', began: 'instant' },
  },
  'notify-outage': {
    english: '{{count}} nodes in {{place}} are not in sync',
    params: { count: 'number', place: 'message' },
  },
  'notify-outage-detail': {
    english: '{{states}}. The first since {{began}}. Nodes: {{nodes}}.',
    params: { states: 'text', began: 'instant', nodes: 'message' },
  },
  'notify-outage-recovery': {
    english: '{{count}} nodes in {{place}} are in sync again',
    params: { count: 'number', place: 'message' },
  },
  'notify-outage-recovery-detail': {
    english: 'Nodes: {{nodes}}.',
    params: { nodes: 'message' },
  },
  'notify-outage-partial-detail': {
    english: 'Not yet in sync: {{remaining}}. In sync: {{nodes}}.',
    params: { remaining: 'message', nodes: 'message' },
  },
  'place-cluster': {
    english: 'cluster {{cluster}}',
    params: { cluster: 'text' },
  },
  'place-outside': {
    english: 'the configuration, outside of clusters,',
    params: {},
  },
  'names-all': { english: '{{names}}', params: { names: 'text' } },
  'names-more': {
    english: '{{names}} and {{more}} more',
    params: { names: 'text', more: 'number' },
  },
});

/** Creates a message of a notification. */
export const sayToOwner = createMessageFactory(notificationMessages);

/** @param now - milliseconds since the epoch */
export function renderToOwner(message: Message, now: number): string {
  return renderEnglishMessage(notificationMessages, message, now);
}
