import { endpointFault, storeUrlFault } from '@nodeyard/ethereum';
import { z } from 'zod';
import { cron } from './cron';
import { key } from './metadata';
import { reason } from './reason';
import {
  boundedText,
  checkLength,
  patternSource,
  patternText,
  tooLongMessage,
} from './text';

/** The environment's folder is added to it, and the chart takes 512. */
const MAX_STORE_LENGTH = 500;

const unmounted = storeUrlFault('', true);

/**
 * Where snapshots are kept: `s3://bucket/prefix`, or a folder at which pods have a claim mounted.
 *
 * Credentials never stand in a URL, because URLs are logged and committed; the chart takes them from a Secret.
 */
const storeUrl = boundedText
  .superRefine((value, ctx) => {
    const fault = storeUrlFault(value, true);
    if (fault) {
      reason(ctx, fault.reason, fault.fix);
    } else {
      checkLength(ctx, value, MAX_STORE_LENGTH);
    }
  })
  // `make generate` adds the pattern from the chart's facts.
  .meta({
    maxLength: MAX_STORE_LENGTH,
    errorMessage: {
      maxLength: tooLongMessage(MAX_STORE_LENGTH),
      pattern: `${unmounted?.reason}. ${unmounted?.fix}`,
    },
  });

const endpointPattern =
  /^https?:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?\/?$/;
const endpointMessage = 'is not the address of an S3 server';
const endpointFix =
  'Write scheme, host and port only, for example https://s3.example.com.';

/** Base URL of an S3 server that is not AWS; like all URLs without credentials. */
const storeEndpoint = boundedText
  .superRefine((value, ctx) => {
    if (endpointFault(value) !== undefined || !endpointPattern.test(value)) {
      reason(ctx, endpointMessage, endpointFix);
    }
  })
  .meta({
    pattern: patternSource(endpointPattern),
    errorMessage: { pattern: `${endpointMessage}. ${endpointFix}` },
  });

const storeRegion = patternText(
  /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
  'is not the name of a region',
  'Write it as your provider does, for example eu-central-1.',
);

/** A DNS subdomain, as names of Secrets are. */
const storeSecret = patternText(
  /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/,
  'is not the name of a Secret',
  'Use lower-case letters, digits, dashes and dots, for example snapshot-store; the keys themselves stay in the cluster.',
  63,
);

/** Secret of the bucket's credentials where the request names none. @public */
export const defaultSnapshotSecret = 'snapshot-store';

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
    about:
      'Where they are kept: s3://bucket/prefix, or where a claim is mounted: file:///snapshots or a folder below file:///mnt. Never with credentials. In a bucket, what is taken for an environment goes below the prefix with its name.',
    example: 's3://eth-snapshots/payments',
    question: {
      key: 'bucket',
      title: 'Bucket',
      form: {
        'ui:placeholder': 's3://eth-snapshots/payments',
        'ui:help':
          's3://bucket/prefix and never a key or password; or file:///snapshots, for a cluster on one machine',
      },
    },
  }),
  endpoint: key(storeEndpoint.optional(), {
    about: 'Base URL of an S3 server that is not AWS.',
    example: 'https://s3.example.com',
    question: {
      key: 'endpoint',
      title: 'Endpoint',
      description: 'Address of the S3 server. Left empty, AWS.',
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
  secret: key(storeSecret.optional(), {
    about: `Secret in the namespace of the nodes with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY for the bucket. Without it, ${defaultSnapshotSecret}.`,
    example: defaultSnapshotSecret,
    question: {
      key: 'secretName',
      title: 'Secret name',
      description:
        'Of the Secret with the keys of the bucket. You make it in the cluster, and the README of the repository has the command; the keys themselves are asked for nowhere.',
      form: { default: defaultSnapshotSecret },
    },
  }),
});
