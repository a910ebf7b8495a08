import { ButtonIcon, Text } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { Fragment, useEffect, useState } from 'react';
import useCopyToClipboard from 'react-use/esm/useCopyToClipboard';
import { useMessages } from '../../hooks/useMessages';
import styles from './CommandLine.module.css';

const ShowCopiedMs = 2_000;

/** A command to copy into a shell. */
export function CommandLine(props: { purpose: string; line: string }) {
  const { purpose, line } = props;
  const { t } = useMessages();
  const [, copy] = useCopyToClipboard();
  const [isCopied, setCopied] = useState(false);

  useEffect(() => {
    const timer = isCopied
      ? setTimeout(() => setCopied(false), ShowCopiedMs)
      : undefined;
    return () => clearTimeout(timer);
  }, [isCopied]);

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
        <ButtonIcon
          aria-label={
            isCopied ? t('next.copied') : t('next.copyLabel', { purpose })
          }
          icon={isCopied ? <RiCheckLine /> : <RiFileCopyLine />}
          variant="tertiary"
          size="small"
          onPress={() => {
            copy(line);
            setCopied(true);
          }}
        />
      </div>
    </div>
  );
}
