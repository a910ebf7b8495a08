/** What is added to a fresh app, by the line that each README has for it. */
export const variants: ReadonlyArray<{ name: string; add?: string }> = [
  { name: 'fresh app' },
  { name: 'with ours', add: '@nodeyard/backstage-plugin-ethereum-nodes' },
  { name: 'with Argo CD', add: '@backstage-community/plugin-argocd' },
];
