// Without zod, because browsers load it.

/** What can change about a node besides its state; the timeline's schema says what each is. @public */
export const nodeChangeKinds = [
  'version',
  'image',
  'revision',
  'configuration',
  'pod',
  'restart',
] as const;
/** @public */
export type NodeChangeKind = (typeof nodeChangeKinds)[number];
