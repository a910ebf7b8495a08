/** A file or folder of the repository's root that is part of every team repository. */
export interface Content {
  /** Path from the repository's root. */
  from: string;
  /** Path in the team's repository where it differs from `from`. */
  to?: string;
  /** Paths below `from` that stay at home. */
  except?: readonly string[];
  /** Of a flat YAML file, the only keys that go along. */
  onlyKeys?: readonly string[];
}

/**
 * What the blueprint is made of: the one list. `create` copies these files byte for byte, the release of this package
 * carries a copy of them, and everything else in a team's repository is written from its request.
 */
export const contents: readonly Content[] = [
  {
    from: 'charts/ethereum-infrastructure',
    except: ['tests', 'ci', 'README.md.gotmpl'],
  },
  { from: 'charts/platform', except: ['tests', 'ci', 'README.md.gotmpl'] },
  {
    from: 'charts/local-registry',
    except: ['tests', 'ci', 'README.md.gotmpl'],
  },
  { from: 'helmfile.yaml.gotmpl' },
  { from: 'helmfiles' },
  { from: 'values' },
  {
    from: 'versions.yaml',
    onlyKeys: [
      'helm',
      'helmfile',
      'kubeconform',
      'gateway-api',
      ...versionsOfCharts(),
    ],
  },
  { from: 'renovate.json' },
  { from: 'packages/blueprint/team/Makefile', to: 'Makefile' },
  // What packs a release renames .gitignore and leaves folders out that begin with a dot, so these travel without.
  { from: 'packages/blueprint/team/gitignore', to: '.gitignore' },
  { from: 'packages/blueprint/team/github', to: '.github' },
  { from: 'packages/blueprint/team/scripts', to: 'scripts' },
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
    except: ['tests'],
  },
];

/** What versions.yaml says of each chart of helmfiles/charts.yaml. */
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
