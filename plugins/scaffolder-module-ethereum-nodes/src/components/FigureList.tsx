import { Text } from '@backstage/ui';
import type { FormFigure } from '@nodeyard/blueprint/form';
import styles from './FigureList.module.css';

/** Figures line by line, below a title. */
export function FigureList(props: {
  title: string;
  figures: readonly FormFigure[];
}) {
  const { title, figures } = props;
  if (figures.length === 0) return null;
  return (
    <>
      <Text as="h3" variant="title-x-small" weight="bold">
        {title}
      </Text>
      <dl className={styles.figures}>
        {figures.map(figure => (
          <div key={`${figure.title} ${figure.text}`} className={styles.figure}>
            <dt>
              <Text>{figure.title}</Text>
            </dt>
            <dd>
              <Text>{figure.text}</Text>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
