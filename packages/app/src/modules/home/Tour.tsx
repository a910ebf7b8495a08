import { Container, Text } from '@backstage/ui';
import { LogoMark } from '../nav/LogoMark';
import { steps } from './steps';
import { TourStep } from './TourStep';
import styles from './Tour.module.css';
import { useFeaturedNode } from './useFeaturedNode';

/** The home page: what to try, in four steps. */
export function Tour() {
  const featuredNode = useFeaturedNode();
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
              Every team its own Ethereum nodes, and the truth about each of
              them. Take the tour: four steps, five minutes.
            </Text>
          </div>
        </header>
        <ol className={styles.steps}>
          {steps(featuredNode).map((step, index) => (
            <TourStep key={step.title} number={index + 1} step={step} />
          ))}
        </ol>
      </Container>
    </main>
  );
}
