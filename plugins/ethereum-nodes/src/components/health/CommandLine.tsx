import { useMessages } from '../../hooks/useMessages';
import type { CopiedCommand } from '../../hooks/useNodeAnalytics';
import { CopyableLine } from '../shared/CopyableLine';

/** Shell command with a copy button. */
export function CommandLine(props: {
  purpose: string;
  line: string;
  command: CopiedCommand;
}) {
  const { purpose, line, command } = props;
  const { t } = useMessages();
  return (
    <CopyableLine
      title={purpose}
      line={line}
      copyLabel={t('next.copyLabel', { purpose })}
      command={command}
    />
  );
}
