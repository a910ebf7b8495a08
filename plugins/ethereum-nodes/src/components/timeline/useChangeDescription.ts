import type { TimelineEntry } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { shortClientVersion } from '../../format/clientVersion';
import { useMessages } from '../../hooks/useMessages';

/** Parts of a configuration change: of a container, or of a pod for annotations. */
const parts = ['arguments', 'environment', 'resources', 'annotations'] as const;

/** Description of a change of a node: "Execution: Geth 1.17.7 → Geth 1.17.8". */
export function useChangeDescription(
  change: Extract<TimelineEntry, { type: 'change' }>,
): string {
  const { t } = useMessages();
  const { kind, subject, before = '?', after = '?' } = change;
  const [owner = subject, rest = ''] = subject.split('/');
  switch (kind) {
    case 'version': {
      const short = shortClientVersion(before);
      const shortAfter = shortClientVersion(after);
      const layer =
        subject === 'execution' || subject === 'consensus'
          ? t(`layer.${subject}`)
          : subject;
      // Builds of one release differ only in the part that the short version omits.
      return short === shortAfter
        ? t('timeline.change.version', { layer, before, after })
        : t('timeline.change.version', {
            layer,
            before: short,
            after: shortAfter,
          });
    }
    case 'image':
      return t('timeline.change.image', { container: subject, before, after });
    case 'revision':
      return t('timeline.change.revision', {
        workload: subject,
        before,
        after,
      });
    case 'configuration': {
      const part = parts.find(name => name === rest);
      if (part === undefined) {
        return t('timeline.change.setting', { setting: subject });
      }
      return part === 'annotations'
        ? t('timeline.change.annotations')
        : t(`timeline.change.${part}`, { container: owner });
    }
    case 'pod':
      return t('timeline.change.pod', { pod: subject });
    default:
      return t('timeline.change.restart', { pod: owner, container: rest });
  }
}
