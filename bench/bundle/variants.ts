/** What our plugin may add to the first load of an app, in bytes compressed with gzip: everybody pays that, whatever they open. */
export const MAX_FIRST_LOAD = 3_000;

/** Bytes of JavaScript that it may add in all, its pages included. Four fifths are its own code and texts: docs/adr/0040. */
export const MAX_JAVASCRIPT = 225_000;

/** What is added to a fresh app, by the line that each README has for it. */
export const variants: ReadonlyArray<{
  name: string;
  add?: string;
  /** Versions of what it depends on, where the newest one cannot be had. */
  resolutions?: Record<string, string>;
}> = [
  { name: 'fresh app' },
  { name: 'with ours', add: '@nodeyard/backstage-plugin-ethereum-nodes' },
  {
    name: 'with Argo CD',
    add: '@backstage-community/plugin-argocd',
    // 3.1.0 asks for ^1.18.0, which not every mirror of npm has. 2.9.0 has no plugin that a new app finds: it would weigh nothing.
    resolutions: { '@backstage-community/plugin-argocd-common': '1.16.0' },
  },
];
