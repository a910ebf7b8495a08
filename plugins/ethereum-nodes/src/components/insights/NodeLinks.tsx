import { Link, Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { useNodeHref } from '../../hooks/useNodeHref';
import styles from './insights.module.css';

const SHOWN = 10;

/** The first nodes of a list, each with a link to its page. */
export function NodeLinks<Node extends { id: string; name: string }>(props: {
  nodes: readonly Node[];
  /** Number of nodes, of which the list may be a part. */
  total: number;
  children: (node: Node) => ReactNode;
}) {
  const { nodes, total, children } = props;
  const { t } = useMessages();
  const formats = useFormats();
  const hrefOf = useNodeHref();
  const shown = nodes.slice(0, SHOWN);
  return (
    <>
      <ul className={styles.list}>
        {shown.map(node => (
          <li key={node.id}>
            <div className={styles.line}>
              <Link href={hrefOf(node.id)} weight="bold">
                {node.name}
              </Link>
              <span>{children(node)}</span>
            </div>
          </li>
        ))}
      </ul>
      {total > shown.length && (
        <Text as="p" variant="body-small" color="secondary">
          {t('insights.more', {
            number: formats.count(total - shown.length),
          })}
        </Text>
      )}
    </>
  );
}
