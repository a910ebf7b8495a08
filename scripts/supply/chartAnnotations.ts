import { stringify } from 'yaml';
import type { ChartImage } from './chartImages';
import type { Change } from './release';

/** Package whose changesets are about the charts: the blueprint of node repositories, which the charts are a part of. */
const CHARTS_PACKAGE = '@nodeyard/blueprint';

/** The annotation is part of `Chart.yaml`, which Helm reads at each render: the release notes have the rest. */
const MAX_CHANGES = 20;

/** Fields of `Chart.yaml` for the annotations of the package. */
export interface ChartFacts {
  name: string;
  version: string;
  /** URL of the repository. */
  home: string;
}

/**
 * Annotations of a package for Artifact Hub, by https://artifacthub.io/docs/topics/annotations/helm.
 *
 * Changesets have no kinds (added, fixed, ...), so changes are plain texts. One that fixes a vulnerability begins with
 * `Security:`. There is no `crds`, because no chart has any, and no `signKey`: docs/adr/0058-oci-charts.md.
 *
 * @param changes - changes of the version; those of other packages are left out
 */
export function artifactHubAnnotations(
  { name, version, home }: ChartFacts,
  images: readonly ChartImage[],
  changes: readonly Change[],
): Record<string, string> {
  const tree = `${home}/blob/v${version}`;
  const release = `${home}/releases/tag/v${version}`;
  const texts = changes
    .filter(({ packages }) =>
      packages.some(({ name: about }) => about === CHARTS_PACKAGE),
    )
    .flatMap(({ text }) => entriesOf(text));
  const shown = texts.slice(0, MAX_CHANGES);
  const rest = texts.length - shown.length;
  return {
    ...(images.length > 0 && {
      'artifacthub.io/images': stringify(
        images.map(({ name: image, reference, digest }) => ({
          name: image,
          image: digest ? `${reference}@${digest}` : reference,
        })),
        { lineWidth: 0 },
      ),
    }),
    ...(texts.length > 0 && {
      'artifacthub.io/changes': stringify(
        rest > 0 ? [...shown, `${rest} more: ${release}`] : shown,
        { lineWidth: 0 },
      ),
    }),
    'artifacthub.io/containsSecurityUpdates': `${texts.some(text =>
      text.startsWith('Security:'),
    )}`,
    'artifacthub.io/prerelease': `${version.includes('-')}`,
    'artifacthub.io/links': stringify(
      [
        { name: 'Chart', url: `${home}/tree/v${version}/charts/${name}` },
        { name: 'Documentation', url: `${tree}/docs/README.md` },
        { name: 'Upgrading', url: `${tree}/docs/upgrading.md` },
        { name: 'Security policy', url: `${tree}/SECURITY.md` },
        { name: 'support', url: `${home}/issues` },
      ],
      { lineWidth: 0 },
    ),
  };
}

/** The items of a list of Markdown, each on one line; a text without a list is one item. */
function entriesOf(text: string): string[] {
  return text
    .split(/^- /m)
    .map(entry => entry.replace(/\s+/g, ' ').trim())
    .filter(Boolean);
}
