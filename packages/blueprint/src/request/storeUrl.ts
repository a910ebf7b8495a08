import { endpointFault } from '@nodeyard/ethereum';
import { reason } from './reason';
import { boundedText } from './text';

/** A volume is mounted at the folder, so that nothing else may be there. */
const taken =
  /^file:\/\/\/(bin|boot|data|dev|etc|genesis|home|lib|lib64|proc|root|run|sbin|secrets|sys|tmp|usr|var)(\/|$)/;

/** Keys of objects follow, and S3 takes 1024 bytes in all. */
const storeLength = 500;

/**
 * Where snapshots are kept: `s3://bucket/prefix` or `file:///folder`.
 *
 * Credentials never stand in a URL, because URLs are logged and committed; the chart takes them from a Secret.
 */
export const storeUrl = boundedText.superRefine((value, context) => {
  if (value.length > storeLength) {
    reason(
      context,
      `has ${value.length} characters`,
      `Use at most ${storeLength}.`,
    );
    return;
  }
  if (/[@?&#]/.test(value)) {
    reason(
      context,
      'carries credentials or parameters, and URLs end up in logs and in git',
      'Write only s3://bucket/prefix and give the credentials as a Secret in the cluster.',
    );
    return;
  }
  const s3 = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[A-Za-z0-9._/-]*)?$/;
  // As the chart has it: a claim is mounted there.
  const file = /^file:\/\/(\/[A-Za-z0-9][A-Za-z0-9._-]*)+\/?$/;
  if (value.split('/').includes('..')) {
    reason(context, 'climbs out of its folder', 'Remove the "..".');
  } else if (!s3.test(value) && !file.test(value)) {
    reason(
      context,
      'is not a place where snapshots can be kept',
      'Use s3://bucket/prefix, or file:///folder for a cluster on one machine.',
    );
  } else if (taken.test(value)) {
    reason(
      context,
      'is a folder that every container has already',
      'Choose another, for example file:///snapshots.',
    );
  }
});

/** Base URL of an S3 server that is not AWS; like all URLs without credentials. */
export const storeEndpoint = boundedText.superRefine((value, context) => {
  if (
    endpointFault(value) !== undefined ||
    !/^https?:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?\/?$/.test(value)
  ) {
    reason(
      context,
      'is not the address of an S3 server',
      'Write scheme, host and port only, for example https://s3.example.com.',
    );
  }
});

/** A DNS subdomain, as names of Secrets are. */
const secretName =
  /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

/** Name of the Secret with the keys of the bucket. */
export const storeSecret = boundedText.superRefine((value, context) => {
  if (value.length > 63 || !secretName.test(value)) {
    reason(
      context,
      'is not the name of a Secret',
      'Use lower-case letters, digits, dashes and dots, for example snapshot-store; the keys themselves stay in the cluster.',
    );
  }
});

export const storeRegion = boundedText.superRefine((value, context) => {
  if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(value)) {
    reason(
      context,
      'is not the name of a region',
      'Write it as your provider does, for example eu-central-1.',
    );
  }
});
