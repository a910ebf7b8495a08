import { z } from 'zod';
import { reason } from './reason';

/**
 * Where snapshots are kept: `s3://bucket/prefix` or `file:///folder`.
 *
 * Credentials never stand in a URL, because URLs are logged and committed; the chart takes them from a Secret.
 */
export const storeUrl = z.string().superRefine((value, context) => {
  if (/[@?&#]/.test(value)) {
    reason(
      context,
      'carries credentials or parameters, and URLs end up in logs and in git',
      'Write only s3://bucket/prefix and give the credentials as a Secret in the cluster.',
    );
    return;
  }
  const s3 = /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[A-Za-z0-9._/-]*)?$/;
  const file = /^file:\/\/\/[A-Za-z0-9._/-]+$/;
  if (!s3.test(value) && !file.test(value)) {
    reason(
      context,
      'is not a place where snapshots can be kept',
      'Use s3://bucket/prefix, or file:///folder for a cluster on one machine.',
    );
  } else if (value.split('/').includes('..')) {
    reason(context, 'climbs out of its folder', 'Remove the "..".');
  }
});
