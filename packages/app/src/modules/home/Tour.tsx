import { Container, Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import { LogoMark } from '../nav/LogoMark';
import { steps } from './steps';
import { TourStep } from './TourStep';
import styles from './Tour.module.css';
import { useFeaturedNode } from './useFeaturedNode';

/** Name of the home page widget of `@nodeyard/backstage-plugin-ethereum-nodes`. */
const WIDGET = 'MyEthereumNodes';

/** Home page: a tour of four steps, and the nodes of the user. */
export function Tour(props: {
  widgets: Array<{ name?: string; component: ReactNode }>;
}) {
  const featuredNode = useFeaturedNode();
  const widget = props.widgets.find(({ name }) => name === WIDGET);
  return (
    <main className={styles.page}>
      <Container>
        <header className={styles.header}>
          <LogoMark size={48} />
          <div>
            <Text as="h1" variant="title-large" weight="bold">
              Nodeyard
            </Text>
            <Text as="p" variant="body-large" color="secondary">
              Ethereum nodes for every team, with their real state. Take the
              tour: four steps, five minutes.
            </Text>
          </div>
        </header>
        <ol className={styles.steps}>
          {steps(featuredNode).map((step, index) => (
            <TourStep key={step.title} number={index + 1} step={step} />
          ))}
        </ol>
        {widget && <div className={styles.widget}>{widget.component}</div>}
      </Container>
    </main>
  );
}
