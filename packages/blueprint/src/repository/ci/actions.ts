/** The actions of workflows by commit, with the release behind it. Renovate updates both. */
export const actions = {
  checkout:
    'actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1',
} as const;
