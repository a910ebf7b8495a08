import type { FeaturedNode } from './useFeaturedNode';

/** One stop of the tour. */
export interface Step {
  title: string;
  text: string;
  /** The first is the way on, the others are worth a look. */
  links: Array<{ label: string; href: string }>;
}

/** The four stops. The second leads to a real node, when there is one. */
export function steps(featuredNode: FeaturedNode | undefined): Step[] {
  return [
    {
      title: 'See the fleet',
      text: 'All nodes of all teams, those that need somebody first. Each count at the top is a link to the nodes it counts, and every filter is in the address to share.',
      links: [{ label: 'Open the fleet', href: '/ethereum-nodes' }],
    },
    {
      title: 'Ask a node why',
      text: 'A node that is not well may still answer its callers, with old data. The tab “Node health” says since when, why, and what to do next, with commands to copy.',
      links: [
        featuredNode
          ? linkTo(featuredNode)
          : { label: 'Choose one in the fleet', href: '/ethereum-nodes' },
      ],
    },
    {
      title: 'Create a node',
      text: 'Answer a few questions. A request that cannot work is refused with all reasons at once; one that can becomes a repository with helmfile, chart and environments.',
      links: [
        {
          label: 'Create an Ethereum node',
          href: '/create/templates/default/create-ethereum-node',
        },
      ],
    },
    {
      title: 'See what came of it',
      text: 'The last page of the template links to the repository and to the new entity. Its README begins with the command that brings the node into a cluster; from then on its tab tells the truth.',
      links: [
        { label: 'Open your runs', href: '/create/tasks' },
        {
          label: 'Nodes in the catalog',
          href: '/catalog?filters[kind]=component&filters[type]=ethereum-node',
        },
      ],
    },
  ];
}

function linkTo({ name, href, isStalled }: FeaturedNode) {
  return {
    label: isStalled ? `Open ${name}, which stands still` : `Open ${name}`,
    href,
  };
}
