import { Text } from '@backstage/ui';
import { Fragment } from 'react';
import { useMessages } from '../../hooks/useMessages';
import type { CopiedCommand } from '../../hooks/useNodeAnalytics';
import { CopyButton } from '../shared/CopyButton';
import styles from './CommandLine.module.css';

/** A command to copy into a shell. */
export function CommandLine(props: {
  purpose: string;
  line: string;
  command: CopiedCommand;
}) {
  const { purpose, line, command } = props;
  const { t } = useMessages();
  return (
    <div>
      <Text as="p" variant="body-small" color="secondary">
        {purpose}
      </Text>
      <div className={styles.command}>
        <code className={styles.line}>
          {line.split(' ').map((word, index) => (
            <Fragment key={index}>
              <span className={styles.word}>{word}</span>{' '}
            </Fragment>
          ))}
        </code>
        <CopyButton
          text={line}
          label={t('next.copyLabel', { purpose })}
          command={command}
        />
      </div>
    </div>
  );
}
