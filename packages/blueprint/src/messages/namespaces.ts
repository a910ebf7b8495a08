import {
  asMessage,
  messageTable,
  type Message,
  type MessageEntry,
} from '@nodeyard/ethereum';

const ofOwner = { owner: 'text' } as const;

/** What reserved namespaces are for, as the chart's list of them has it; the most specific first. */
export const namespaceMessages = messageTable({
  'namespace-everything': {
    english: 'the default for objects without a namespace',
    params: {},
  },
  'namespace-logs': { english: 'where platforms keep their logs', params: {} },
  'namespace-monitoring': {
    english: 'where platforms keep their monitoring',
    params: {},
  },
  'namespace-of-gateway': {
    english: 'used by the gateway of the layer {{owner}}',
    params: ofOwner,
  },
  'namespace-of-layer': {
    english: 'used by the layer {{owner}}',
    params: ofOwner,
  },
  'namespace-of-the': { english: 'used by the {{owner}}', params: ofOwner },
  'namespace-of': { english: 'used by {{owner}}', params: ofOwner },
  'namespace-by-add-ons': {
    english: 'made by add-ons of {{owner}}',
    params: ofOwner,
  },
  'namespace-by-extensions': {
    english: 'made by extensions of {{owner}}',
    params: ofOwner,
  },
  'namespace-by-operator': {
    english: 'made by the operator of {{owner}}',
    params: ofOwner,
  },
  'namespace-by': { english: 'made by {{owner}}', params: ofOwner },
  'namespace-for-logs': {
    english: 'kept for the logs of {{owner}}',
    params: ofOwner,
  },
  'namespace-for-itself': {
    english: 'kept for {{owner}} itself',
    params: ofOwner,
  },
  'namespace-for': { english: 'kept for {{owner}}', params: ofOwner },
});

/**
 * What a reserved namespace is for, as data.
 *
 * @param fault - of `reservedNamespace`: `is reserved: it is used by Argo CD`
 */
export function namespacePurpose(fault: string): Message {
  const purpose = fault.replace(/^is reserved: it is /, '');
  const entries = Object.entries<MessageEntry>(namespaceMessages);
  for (const [code, { english }] of entries) {
    if (purpose === english) return { code, params: {} };
    const [before = '', after] = english.split('{{owner}}');
    if (
      after !== undefined &&
      purpose.startsWith(before) &&
      purpose.endsWith(after)
    ) {
      const owner = purpose.slice(before.length, purpose.length - after.length);
      return { code, params: { owner } };
    }
  }
  return asMessage(purpose);
}
