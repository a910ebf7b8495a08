import type { ReactNode } from 'react';
import styles from './Facts.module.css';

/** A name and what is known of it. */
export interface Fact {
  name: string;
  value: ReactNode;
}

/** Names and values under each other, as a description list. */
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
