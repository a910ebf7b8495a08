/** What our plugin may add to the first load of an app, in bytes compressed with gzip: everybody pays that, whatever they open. */
export const MostFirstLoad = 3_000;

/** What is added to a fresh app, by the line that each README has for it. */
export const variants: ReadonlyArray<{
  name: string;
  add?: string;
  /** The newest one otherwise. */
  version?: string;
}> = [
  { name: 'fresh app' },
  { name: 'with ours', add: '@nodeyard/backstage-plugin-ethereum-nodes' },
  {
    name: 'with Argo CD',
    add: '@backstage-community/plugin-argocd',
    // 3.1.0 needs a version of its common library that not every mirror of npm has.
    version: '2.9.0',
  },
];
