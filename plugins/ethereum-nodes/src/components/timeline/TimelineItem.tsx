import { Text } from '@backstage/ui';
import type { TimelineEntry } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { useMessageRenderer } from '../../hooks/useMessageRenderer';
import { StateLabel } from '../../states/StateLabel';
import { ChangeIcon } from './ChangeIcon';
import styles from './timeline.module.css';
import { useChangeDescription } from './useChangeDescription';

/**
 * One entry of a node's timeline, with its exact local time.
 * @param next - next transition of the node, if it is on this page
 */
export function TimelineItem(props: {
  entry: TimelineEntry;
  next: TimelineEntry | undefined;
  now: number;
}) {
  const { entry, next, now } = props;
  const formats = useFormats();
  return (
    <li className={styles.item}>
      <time dateTime={entry.at} title={entry.at} className={styles.time}>
        {formats.exact(entry.at, now)}
      </time>
      {entry.type === 'transition' ? (
        <Transition entry={entry} now={now} />
      ) : (
        <Change entry={entry} next={next} />
      )}
    </li>
  );
}

function Transition(props: {
  entry: Extract<TimelineEntry, { type: 'transition' }>;
  now: number;
}) {
  const { at, nextAt, state, summary, summaryCoded } = props.entry;
  const { t } = useMessages();
  const formats = useFormats();
  const renderer = useMessageRenderer();
  const duration = secondsBetween(at, nextAt ?? new Date(props.now));
  return (
    <div className={styles.what}>
      <div className={styles.head}>
        <StateLabel state={state} />
        <span>
          {t(nextAt ? 'timeline.lasted' : 'timeline.lasts', {
            duration: formats.seconds(duration),
          })}
        </span>
      </div>
      <Text as="p" variant="body-small" color="secondary">
        {renderer.render(summary, summaryCoded)}
      </Text>
    </div>
  );
}

function Change(props: {
  entry: Extract<TimelineEntry, { type: 'change' }>;
  next: TimelineEntry | undefined;
}) {
  const { entry, next } = props;
  const { at, kind, nextAt, cause } = entry;
  const { t } = useMessages();
  const formats = useFormats();
  const description = useChangeDescription(entry);
  const duration = nextAt && formats.seconds(secondsBetween(at, nextAt));
  return (
    <div className={styles.what}>
      <div className={styles.head}>
        <ChangeIcon kind={kind} />
        <span className={styles.words}>
          {cause
            ? t('timeline.because', { what: description, cause })
            : description}
        </span>
      </div>
      {duration && (
        <Text as="p" variant="body-small" color="secondary">
          {next?.type === 'transition'
            ? t('timeline.beforeState', {
                duration,
                state: t(`state.${next.state}`),
              })
            : t('timeline.beforeNext', { duration })}
        </Text>
      )}
    </div>
  );
}

function secondsBetween(from: string, to: string | Date): number {
  return (new Date(to).getTime() - Date.parse(from)) / 1_000;
}
