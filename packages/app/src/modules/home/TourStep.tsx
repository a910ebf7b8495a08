import {
  ButtonLink,
  Card,
  CardBody,
  CardFooter,
  CardHeader,
  Text,
} from '@backstage/ui';
import type { Step } from './steps';
import styles from './TourStep.module.css';

/** Step of the tour with its links. */
export function TourStep(props: { number: number; step: Step }) {
  const { number, step } = props;
  return (
    <li>
      <Card className={styles.card}>
        <CardHeader className={styles.header}>
          <span className={styles.number} aria-hidden>
            {number}
          </span>
          <Text as="h2" variant="title-x-small" weight="bold">
            {step.title}
          </Text>
        </CardHeader>
        <CardBody>
          <Text as="p">{step.text}</Text>
        </CardBody>
        <CardFooter className={styles.links}>
          {step.links.map(({ label, href }, index) => (
            <ButtonLink
              key={href}
              href={href}
              variant={index === 0 ? 'primary' : 'secondary'}
            >
              {label}
            </ButtonLink>
          ))}
        </CardFooter>
      </Card>
    </li>
  );
}
