import { Cell, Link, Text } from '@backstage/ui';
import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { clientsOf, placeOf } from './nodeWords';
import { OwnerLink } from './OwnerLink';
import styles from './fleetColumns.module.css';

/** A node's name and place, and what there is no column for. */
export function NodeCell(props: {
  node: EthereumNode;
  href: string;
  has: (column: string) => boolean;
}) {
  const { node, href, has } = props;
  const lines = [
    placeOf(node),
    has('network') ? undefined : node.network,
    has('clients') ? undefined : clientsOf(node),
  ].filter(line => line !== undefined);
  return (
    <Cell className={styles.text}>
      <Link href={href} weight="bold">
        {node.name}
      </Link>
      {lines.map(line => (
        <Text key={line} as="p" variant="body-small" color="secondary">
          {line}
        </Text>
      ))}
      {!has('owner') && node.ownerRef && (
        <Text as="p" variant="body-small">
          <OwnerLink ownerRef={node.ownerRef} />
        </Text>
      )}
    </Cell>
  );
}
