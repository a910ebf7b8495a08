import { ButtonIcon } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useEffect, useState } from 'react';
import useCopyToClipboard from 'react-use/esm/useCopyToClipboard';
import { useMessages } from '../../hooks/useMessages';
import {
  useNodeAnalytics,
  type CopiedCommand,
} from '../../hooks/useNodeAnalytics';

const SHOW_COPIED_MS = 2_000;

/** Copies a command or the URL for callers, and confirms it for a moment. */
export function CopyButton(props: {
  text: string;
  label: string;
  command: CopiedCommand;
}) {
  const { text, label, command } = props;
  const { t } = useMessages();
  const analytics = useNodeAnalytics();
  const [, copy] = useCopyToClipboard();
  const [isCopied, setCopied] = useState(false);

  useEffect(() => {
    const timer = isCopied
      ? setTimeout(() => setCopied(false), SHOW_COPIED_MS)
      : undefined;
    return () => clearTimeout(timer);
  }, [isCopied]);

  return (
    <ButtonIcon
      aria-label={isCopied ? t('next.copied') : label}
      icon={isCopied ? <RiCheckLine /> : <RiFileCopyLine />}
      variant="tertiary"
      size="small"
      onPress={() => {
        copy(text);
        setCopied(true);
        analytics.copied(command);
      }}
    />
  );
}
