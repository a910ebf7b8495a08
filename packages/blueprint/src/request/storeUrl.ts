import { endpointFault, storeUrlFault } from '@nodeyard/ethereum';
import { reason } from './reason';
import { boundedText } from './text';

/** URL of a store that pods can use. */
export const storeUrl = boundedText.superRefine((value, context) => {
  const fault = storeUrlFault(value, 'request');
  if (fault) reason(context, fault.reason, fault.fix);
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
