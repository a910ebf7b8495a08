import { Text } from '@backstage/ui';
import { Fragment } from 'react';
import type { CopiedCommand } from '../../hooks/useNodeAnalytics';
import { CopyButton } from './CopyButton';
import styles from './CopyableLine.module.css';

/** Line of text with a title and a copy button. */
export function CopyableLine(props: {
  title: string;
  line: string;
  copyLabel: string;
  command: CopiedCommand;
}) {
  const { title, line, copyLabel, command } = props;
  return (
    <div>
      <Text as="p" variant="body-small" color="secondary">
        {title}
      </Text>
      <div className={styles.command}>
        <code className={styles.line}>
          {line.split(' ').map((word, index) => (
            <Fragment key={index}>
              <span className={styles.word}>{word}</span>{' '}
            </Fragment>
          ))}
        </code>
        <CopyButton text={line} label={copyLabel} command={command} />
      </div>
    </div>
  );
}
