import { oneFolder, withFolders, type StoreKind } from '../kind';

/** A folder. Pods have it on a volume; a volume hides what the image has at its path, so pods use paths that images leave free. */
export const file = {
  scheme: 'file://',
  forms: ['file:///folder'],
  pattern: withFolders(`file://${oneFolder}`),
  podForms: ['file:///snapshots', 'a folder below file:///mnt'],
  podPattern: withFolders(`file://(/snapshots|/mnt${oneFolder})`),
  example: 'file:///snapshots',
  isMounted: true,
  settings: ['existingClaim'],
  required: [
    {
      setting: 'existingClaim',
      reason: 'is missing: a folder of a pod does not outlive it',
      fix: 'Name a PersistentVolumeClaim to mount there, or use a bucket.',
    },
  ],
  credentials: { required: [], optional: [] },
  parse({ hostname, pathname }: URL) {
    const isHere = hostname === '' || hostname === 'localhost';
    // An encoded slash would be part of a name.
    if (!isHere || /%2f/i.test(pathname)) return undefined;
    return { kind: 'file' as const, path: decodeURIComponent(pathname) };
  },
} as const satisfies StoreKind;
