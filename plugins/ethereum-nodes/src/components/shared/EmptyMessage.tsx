import { Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import styles from './EmptyMessage.module.css';

/** Empty state: the reason, and what to do. */
export function EmptyMessage(props: {
  title: string;
  text: string;
  action?: ReactNode;
}) {
  const { title, text, action } = props;
  return (
    <div className={styles.empty}>
      <Text as="h3" variant="title-x-small" weight="bold">
        {title}
      </Text>
      <Text as="p" color="secondary" className={styles.text}>
        {text}
      </Text>
      {action}
    </div>
  );
}
