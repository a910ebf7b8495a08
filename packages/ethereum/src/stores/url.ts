import { storeUrl } from './generated';

const anywhere = new RegExp(storeUrl.pattern);
const mounted = new RegExp(storeUrl.mounted);

const mountedFix =
  'Use s3://bucket/prefix; or file:///snapshots or a folder below file:///mnt, for a cluster on one machine.';

/**
 * What is wrong with the URL of a store of snapshots, and the way out; completes a sentence that begins with the URL.
 *
 * @param isMounted - whether pods have the folder by a claim that is mounted there
 * @returns undefined for `s3://bucket/prefix` and `file:///folder`
 * @public
 */
export function storeUrlFault(
  url: string,
  isMounted = false,
): { reason: string; fix: string } | undefined {
  if (url.length > storeUrl.longest) {
    return {
      reason: `has ${url.length} characters`,
      fix: `Use at most ${storeUrl.longest}.`,
    };
  }
  if (/[@?&#]/.test(url)) {
    return {
      reason:
        'carries credentials or parameters, and URLs end up in logs and in git',
      fix: 'Write only s3://bucket/prefix and give the credentials as a Secret in the cluster.',
    };
  }
  if (url.split('/').includes('..')) {
    return { reason: 'climbs out of its folder', fix: 'Remove the "..".' };
  }
  if (!anywhere.test(url)) {
    return {
      reason: 'is not a place where snapshots can be kept',
      fix: isMounted
        ? mountedFix
        : 'Use s3://bucket/prefix, or file:///folder; in letters, digits, ".", "-" and "_".',
    };
  }
  if (isMounted && !mounted.test(url)) {
    return {
      reason:
        'is a folder of the image, which a volume that is mounted there would hide',
      fix: mountedFix,
    };
  }
  return undefined;
}
