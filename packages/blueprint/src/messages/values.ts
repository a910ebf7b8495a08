import { messageTable, storeKinds, storeUrlGrammar } from '@nodeyard/ethereum';
import { namespaceMessages } from './namespaces';

const { forbidden, allowed } = storeUrlGrammar('request');
const [missingAccount] = storeKinds.azblob.required;

/** Values of single keys that are not what the key stands for, and the fixes. */
export const valueMessages = messageTable({
  'not-a-dns-label': {
    english:
      'is not a DNS label: Kubernetes and the catalog name things after it',
    params: {},
  },
  'write-dns-label': {
    english:
      'Use lower-case letters, digits and dashes; begin and end with a letter or a digit.',
    params: {},
  },
  'reserved-namespace': {
    english:
      'is reserved: it is {{purpose}}, and the nodes get a namespace of this name',
    params: { purpose: 'message' },
  },
  ...namespaceMessages,
  'name-after-purpose': {
    english: 'Name it after what the nodes are for, for example payments-eth.',
    params: {},
  },
  'not-an-owner': {
    english: 'is not a reference to a group or a user of the catalog',
    params: {},
  },
  'write-owner': {
    english:
      'Write it in lower case as group:default/payments or user:default/ada.',
    params: {},
  },
  'url-with-password': {
    english: 'has a URL with a password in it, and is shown to everybody',
    params: {},
  },
  'remove-password': { english: 'Take the password out.', params: {} },
  'not-a-repository': {
    english: 'does not say where the repository will live',
    params: {},
  },
  'write-repository': {
    english:
      'Write host, owner and name without a scheme: github.com/acme/payments-eth.',
    params: {},
  },
  'not-a-size': { english: 'is not a size in GiB', params: {} },
  'write-size': {
    english: 'Write a whole number and the unit, for example 900Gi.',
    params: {},
  },
  'not-a-storage-class': {
    english: 'is not the name of a storage class',
    params: {},
  },
  'take-storage-class': {
    english: 'Take one that "kubectl get storageclass" lists.',
    params: {},
  },
  'less-than-fewest': {
    english: 'is less than {{fewest}}, the fewest nodes of the pool',
    params: { fewest: 'number' },
  },
  'raise-most': { english: 'Raise it, or lower the fewest.', params: {} },
  'not-five-fields': {
    english: 'is not a schedule of five fields with one space between them',
    params: {},
  },
  'write-schedule': {
    english:
      'Write minute, hour, day, month and weekday, for example 0 3 * * * for 03:00 UTC each day.',
    params: {},
  },
  'schedule-field': {
    english: 'has a {{field}} that no clock shows',
    params: { field: 'message' },
  },
  'field-minute': { english: 'minute', params: {} },
  'field-hour': { english: 'hour', params: {} },
  'field-day': { english: 'day of the month', params: {} },
  'field-month': { english: 'month', params: {} },
  'field-weekday': { english: 'day of the week', params: {} },
  'schedule-never': {
    english: 'never comes: no month of "{{months}}" has a day of "{{days}}"',
    params: { months: 'text', days: 'text' },
  },
  'store-url-secret': { english: forbidden.fault.reason, params: {} },
  'store-url-secret-fix': { english: forbidden.fault.fix, params: {} },
  'not-a-store': { english: allowed.fault.reason, params: {} },
  'not-a-store-fix': { english: allowed.fault.fix, params: {} },
  'not-an-endpoint': {
    english: 'is not the address of a server',
    params: {},
  },
  'write-endpoint': {
    english:
      'Write scheme, host and port only, for example https://s3.example.com.',
    params: {},
  },
  'not-a-region': { english: 'is not the name of a region', params: {} },
  'write-region': {
    english: 'Write it as your provider does, for example eu-central-1.',
    params: {},
  },
  'no-storage-account': { english: missingAccount.reason, params: {} },
  'write-storage-account': { english: missingAccount.fix, params: {} },
  'not-a-role': { english: 'is not the ARN of a role', params: {} },
  'write-role': {
    english:
      'Write it as AWS does, for example arn:aws:iam::123456789012:role/snapshots.',
    params: {},
  },
  'role-unused': {
    english: 'has no effect with a store of {{scheme}}',
    params: { scheme: 'text' },
  },
  'remove-role': {
    english: 'Remove it, or use {{form}}.',
    params: { form: 'text' },
  },
  'not-a-secret': { english: 'is not the name of a Secret', params: {} },
  'write-secret': {
    english:
      'Use lower-case letters, digits, dashes and dots, for example snapshot-store; the keys themselves stay in the cluster.',
    params: {},
  },
});
