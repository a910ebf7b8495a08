import { useMessages } from '../../hooks/useMessages';
import type { CopiedCommand } from '../../hooks/useNodeAnalytics';
import { CopyLine } from '../shared/CopyLine';

/** A command to copy into a shell. */
export function CommandLine(props: {
  purpose: string;
  line: string;
  command: CopiedCommand;
}) {
  const { purpose, line, command } = props;
  const { t } = useMessages();
  return (
    <CopyLine
      title={purpose}
      line={line}
      copyLabel={t('next.copyLabel', { purpose })}
      command={command}
    />
  );
}
