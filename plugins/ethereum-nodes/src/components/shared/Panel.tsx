import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import { useId } from 'react';
import type { ReactNode } from 'react';
import styles from './Panel.module.css';

/** Titled card that is a landmark for screen readers. */
export function Panel(props: {
  title: string;
  aside?: ReactNode;
  /** Level of the heading. */
  level?: 'h2' | 'h3';
  children: ReactNode;
}) {
  const { title, aside, level = 'h3', children } = props;
  const titleId = useId();
  return (
    <section aria-labelledby={titleId} className={styles.panel}>
      <Card className={styles.card}>
        <CardHeader className={styles.header}>
          <Text as={level} id={titleId} variant="title-x-small" weight="bold">
            {title}
          </Text>
          {aside}
        </CardHeader>
        <CardBody>{children}</CardBody>
      </Card>
    </section>
  );
}
