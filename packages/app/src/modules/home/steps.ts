import type { FeaturedNode } from './useFeaturedNode';

/** Step of the tour. */
export interface Step {
  title: string;
  text: string;
  /** The first is the primary link. */
  links: Array<{ label: string; href: string }>;
}

/** The four steps. The second links to a node, if there is one. */
export function steps(featuredNode: FeaturedNode | undefined): Step[] {
  return [
    {
      title: 'See the fleet',
      text: 'All nodes of all teams, worst first. Each count at the top links to the nodes in that state, and filters are in the URL, so that you can share a view.',
      links: [{ label: 'Open the fleet', href: '/ethereum-nodes' }],
    },
    {
      title: 'Find out why a node is unhealthy',
      text: 'An unhealthy node may still answer its callers, with old data. The tab “Node health” shows the state, its reasons, and what to do next, with commands to copy.',
      links: [
        featuredNode
          ? linkTo(featuredNode)
          : { label: 'Choose one in the fleet', href: '/ethereum-nodes' },
      ],
    },
    {
      title: 'Create a node',
      text: 'Fill in a form. A request that cannot work is refused with all reasons at once; any other becomes a repository with helmfile, chart and environments.',
      links: [
        {
          label: 'Create an Ethereum node',
          href: '/create/templates/default/create-ethereum-node',
        },
      ],
    },
    {
      title: 'See the result',
      text: 'The last page of the template links to the repository and the new entity. The README starts with the command that deploys the node to a cluster; from then on, the tab shows its health.',
      links: [
        { label: 'Open your tasks', href: '/create/tasks' },
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
    label: isStalled ? `Open ${name}, which is stalled` : `Open ${name}`,
    href,
  };
}
