/** A file of the repository's root that is part of every team repository, or some files of a folder. */
export interface Content {
  /** Path from the repository's root. */
  from: string;
  /** Path in the team's repository where it differs from `from`. */
  to?: string;
  /** Of a folder, required: patterns of the paths below it that belong to the blueprint. All other files stay here. */
  files?: readonly RegExp[];
  /** Of a flat YAML file, the only keys that are copied. */
  onlyKeys?: readonly string[];
}

const chartFiles = [
  /^(Chart\.yaml|values\.yaml|values\.schema\.json|README\.md|\.helmignore)$/,
  /^templates\/([\w-]+\/)*[\w-]+\.(yaml|tpl|txt)$/,
  /^files\/([\w-]+\/)*[\w-]+(\.rules)?\.(yaml|yml|json|sh|tpl)$/,
];

/**
 * The files of the blueprint: the one list. `create` copies them byte for byte, the release of this package carries a copy of
 * them, and all other files of a team repository are written from its request.
 */
export const contents: readonly Content[] = [
  { from: 'charts/ethereum-infrastructure', files: chartFiles },
  { from: 'charts/ethereum-network', files: chartFiles },
  { from: 'charts/platform', files: chartFiles },
  { from: 'charts/local-registry', files: chartFiles },
  { from: 'helmfile.yaml.gotmpl' },
  {
    from: 'helmfiles',
    files: [/^([\w-]+\/)?[\w-]+(\.yaml|\.gotmpl|\.yaml\.gotmpl)$/],
  },
  { from: 'values', files: [/^([\w-]+\/)*[\w-]+\.yaml$/] },
  {
    from: 'versions.yaml',
    onlyKeys: [
      'helm',
      'helmfile',
      'kubeconform',
      'sops',
      'crane',
      'cosign',
      'gateway-api',
      ...versionsOfCharts(),
    ],
  },
  { from: 'renovate.json' },
  { from: 'packages/blueprint/team/Makefile', to: 'Makefile' },
  { from: 'packages/blueprint/team/signers.txt', to: 'signers.txt' },
  // npm renames .gitignore when it packs a release.
  { from: 'packages/blueprint/team/gitignore', to: '.gitignore' },
  {
    from: 'packages/blueprint/team/scripts',
    to: 'scripts',
    files: [/^(ci\/)?[a-z-]+\.(sh|awk)$/],
  },
  { from: 'make/help.mk' },
  { from: 'make/help.awk' },
  { from: 'make/inputs.mk' },
  { from: 'make/deploy.mk' },
  { from: 'make/upgrade.mk' },
  { from: 'make/operate.mk' },
  { from: 'make/observe.mk' },
  { from: 'scripts/confirm.sh' },
  { from: 'scripts/validate-deployment.sh' },
  { from: 'scripts/vendor-charts.sh' },
  { from: 'scripts/record-images.sh' },
  { from: 'scripts/gateway-api.sh' },
  {
    from: 'scripts/operate',
    files: [/^[a-z-]+\.(sh|awk|gotmpl)$/],
  },
];

/** Keys of versions.yaml for each chart of helmfiles/charts.yaml. */
function versionsOfCharts(): string[] {
  return [
    'istio-base',
    'istiod',
    'istio-cni',
    'ztunnel',
    'istio-gateway',
    'kube-prometheus-stack',
    'grafana',
    'loki',
    'mimir',
    'alloy',
  ].flatMap(name => [`chart-${name}`, `chart-${name}-digest`]);
}
