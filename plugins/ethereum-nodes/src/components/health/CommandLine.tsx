import { useMessages } from '../../hooks/useMessages';
import { CopyLine } from '../shared/CopyLine';

/** A command to copy into a shell. */
export function CommandLine(props: { purpose: string; line: string }) {
  const { purpose, line } = props;
  const { t } = useMessages();
  return (
    <CopyLine
      title={purpose}
      line={line}
      copyLabel={t('next.copyLabel', { purpose })}
    />
  );
}
