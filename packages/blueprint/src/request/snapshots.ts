import {
  asMessage,
  endpointFault,
  storeKinds,
  type StoreUrlFault,
  storeUrlFault,
  storeUrlForms,
  storeUrlGrammar,
} from '@nodeyard/ethereum';
import { z } from 'zod';
import { requestMessage } from '../messages/requestMessages';
import { cron } from './cron';
import { key } from './metadata';
import { formMessage, reason } from './reason';
import { boundedText, patternSource, patternText } from './text';

const { maxLength, forbidden, allowed } = storeUrlGrammar('request');

/** The messages of the faults of a store's URL, whose English is that of the grammar. */
const storeFaults = [
  {
    fault: maxLength.fault,
    message: requestMessage('has-more-characters', {
      maximum: maxLength.value,
    }),
    fix: requestMessage('use-at-most', { maximum: maxLength.value }),
  },
  {
    fault: forbidden.fault,
    message: requestMessage('store-url-secret', {}),
    fix: requestMessage('store-url-secret-fix', {}),
  },
  {
    fault: allowed.fault,
    message: requestMessage('not-a-store', {}),
    fix: requestMessage('not-a-store-fix', {}),
  },
];

const codedFault = ({ reason: why, fix }: StoreUrlFault) =>
  storeFaults.find(({ fault }) => fault.reason === why) ?? {
    message: asMessage(why),
    fix: asMessage(fix),
  };

const messageOf = (fault: StoreUrlFault) => {
  const { message, fix } = codedFault(fault);
  return formMessage(message, fix);
};

/**
 * Where snapshots are kept: `s3://bucket/prefix`, or a folder at which pods have a claim mounted.
 *
 * Credentials never stand in a URL, because URLs are logged and committed; the chart takes them from a Secret.
 */
const storeUrl = boundedText
  .superRefine((value, ctx) => {
    const fault = storeUrlFault(value, 'request');
    if (fault) {
      const { message, fix } = codedFault(fault);
      reason(ctx, message, fix);
    }
  })
  .meta({
    maxLength: maxLength.value,
    not: { pattern: forbidden.pattern },
    // A URL with credentials matches, so that only `not` reports it.
    pattern: `(${forbidden.pattern}|${allowed.pattern})`,
    errorMessage: {
      maxLength: messageOf(maxLength.fault),
      not: messageOf(forbidden.fault),
      pattern: messageOf(allowed.fault),
    },
  });

const endpointPattern =
  /^https?:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?\/?$/;
const ENDPOINT_MESSAGE = requestMessage('not-an-endpoint', {});
const ENDPOINT_FIX = requestMessage('write-endpoint', {});

/** Base URL of a server of the store; like all URLs without credentials. */
const storeEndpoint = boundedText
  .superRefine((value, ctx) => {
    if (endpointFault(value) !== undefined || !endpointPattern.test(value)) {
      reason(ctx, ENDPOINT_MESSAGE, ENDPOINT_FIX);
    }
  })
  .meta({
    pattern: patternSource(endpointPattern),
    errorMessage: { pattern: formMessage(ENDPOINT_MESSAGE, ENDPOINT_FIX) },
  });

const storeRegion = patternText(
  /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
  requestMessage('not-a-region', {}),
  requestMessage('write-region', {}),
);

/** A DNS subdomain, as names of Secrets are. */
const storeSecret = patternText(
  /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/,
  requestMessage('not-a-secret', {}),
  requestMessage('write-secret', {}),
  63,
);

/** As `snapshotStore.identity.roleArn` of the chart; servers other than AWS have a partition of their own, and no account. */
const storeRole = patternText(
  /^arn:[a-z0-9-]{1,32}:iam:[a-z0-9-]{0,32}:[0-9]{0,16}:role\/[A-Za-z0-9_+=,.@/-]{1,512}$/,
  requestMessage('not-a-role', {}),
  requestMessage('write-role', {}),
);

/** Secret of the bucket's credentials where the request names none. @public */
export const DEFAULT_SNAPSHOT_SECRET = 'snapshot-store';

/** Where snapshots are kept, and when they are taken. */
export const snapshotsSchema = z.strictObject({
  schedule: key(cron.optional(), {
    about:
      'When to take one of each node: the five fields of a Kubernetes CronJob, in UTC. Without it none are taken, and restore reads what others keep in the store.',
    example: '"0 3 * * *"',
    question: {
      key: 'schedule',
      title: 'Schedule',
      description: 'The node is stopped for each, and starts again afterwards',
      form: {
        default: '0 3 * * *',
        'ui:help':
          'Minute, hour, day, month and weekday in UTC: 0 3 * * * is every night at three, 0 3 * * 0 every Sunday',
      },
    },
  }),
  store: key(storeUrl, {
    about: `Where they are kept: ${storeUrlForms(
      'request',
    )}. Never with credentials. In a bucket, what is taken for an environment goes below the prefix with its name.`,
    example: storeKinds.s3.example,
    question: {
      key: 'bucket',
      title: 'Bucket',
      form: {
        'ui:placeholder': storeKinds.s3.example,
        'ui:help': `${storeUrlForms('request')}; without credentials`,
      },
    },
  }),
  endpoint: key(storeEndpoint.optional(), {
    about:
      'Base URL of an S3 server that is not AWS, or of a storage account of Azure.',
    example: 'https://s3.example.com',
    question: {
      key: 'endpoint',
      title: 'Endpoint',
      description:
        'Address of the S3 server, or of the storage account of Azure. Left empty, AWS.',
      form: { 'ui:placeholder': 'https://s3.example.com' },
    },
  }),
  region: key(storeRegion.optional(), {
    about: 'Region of the bucket.',
    example: 'eu-central-1',
    question: {
      key: 'region',
      title: 'Region',
      description: 'Of the bucket, where its provider has regions',
      form: { 'ui:placeholder': 'eu-central-1' },
    },
  }),
  role: key(storeRole.optional(), {
    about:
      'Role of the bucket that trusts the ServiceAccounts of the pods, so that there are no keys to keep. With it, no Secret is used.',
    example: 'arn:aws:iam::123456789012:role/snapshots',
    question: {
      key: 'roleArn',
      title: 'Role',
      description:
        'ARN of an IAM role that the ServiceAccounts of the pods may assume: no keys are needed. Left empty, the keys of the Secret.',
      form: {
        'ui:placeholder': 'arn:aws:iam::123456789012:role/snapshots',
      },
    },
  }),
  secret: key(storeSecret.optional(), {
    about: `Secret in the namespace of the nodes with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY for the bucket, or AZURE_STORAGE_KEY. Without it, ${DEFAULT_SNAPSHOT_SECRET}.`,
    example: DEFAULT_SNAPSHOT_SECRET,
    question: {
      key: 'secretName',
      title: 'Secret name',
      description:
        'Of the Secret with the keys of the bucket. You make it in the cluster, and the README of the repository has the command; the keys themselves are asked for nowhere.',
      form: { default: DEFAULT_SNAPSHOT_SECRET },
    },
  }),
});
