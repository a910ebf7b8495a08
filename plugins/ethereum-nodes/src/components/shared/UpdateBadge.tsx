import { Badge, VisuallyHidden } from '@backstage/ui';
import { RiBroadcastLine } from '@remixicon/react';
import { useMessages } from '../../hooks/useMessages';
import type { UpdateMode } from '../../hooks/useNodeUpdates';
import { Glyph } from '../../icons/Glyph';
import { CLOCK } from '../../icons/glyphs';

/** How the page is updated: "Live" or "every 30 s". */
export function UpdateBadge(props: { mode: UpdateMode; intervalMs: number }) {
  const { mode, intervalMs } = props;
  const { t } = useMessages();
  const seconds = String(Math.round(intervalMs / 1_000));
  const words =
    mode === 'live' ? t('updates.live') : t('updates.polling', { seconds });
  const hint =
    mode === 'live'
      ? t('updates.liveHint')
      : t('updates.pollingHint', { seconds });
  return (
    <span title={hint}>
      <Badge
        icon={
          mode === 'live' ? (
            <RiBroadcastLine aria-hidden />
          ) : (
            <Glyph path={CLOCK} />
          )
        }
        size="small"
      >
        {words}
      </Badge>
      <VisuallyHidden>{hint}</VisuallyHidden>
    </span>
  );
}
