import type { ReactNode } from 'react';
import styles from './Facts.module.css';

/** Name and value. */
export interface Fact {
  name: string;
  value: ReactNode;
}

/** Description list of names and values. */
export function Facts(props: { facts: Fact[] }) {
  return (
    <dl className={styles.facts}>
      {props.facts.map(fact => (
        <div key={fact.name} className={styles.fact}>
          <dt className={styles.name}>{fact.name}</dt>
          <dd className={styles.value}>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
