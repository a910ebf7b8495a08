import { Cell, Link, Text } from '@backstage/ui';
import type { EthereumNode } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { getClientsLabel, getLocationLabel } from './nodeLabels';
import { OwnerLink } from './OwnerLink';
import styles from './fleetColumns.module.css';

/** Name and location of a node, and the values whose columns are hidden. */
export function NodeCell(props: {
  node: EthereumNode;
  href: string;
  has: (column: string) => boolean;
}) {
  const { node, href, has } = props;
  const lines = [
    getLocationLabel(node),
    has('network') ? undefined : node.network,
    has('clients') ? undefined : getClientsLabel(node),
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
