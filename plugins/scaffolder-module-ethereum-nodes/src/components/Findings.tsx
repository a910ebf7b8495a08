import { Alert } from '@backstage/ui';
import styles from './Findings.module.css';

/** Problems or notes, one a line. */
export function Findings(props: {
  status: 'warning' | 'info';
  title: string;
  lines: readonly string[];
}) {
  const { status, title, lines } = props;
  if (lines.length === 0) return null;
  return (
    <Alert
      status={status}
      title={title}
      description={
        <ul className={styles.lines}>
          {lines.map(line => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      }
    />
  );
}
