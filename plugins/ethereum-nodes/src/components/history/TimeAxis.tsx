import { useContainerWidth } from '../../hooks/useContainerWidth';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { axisTicks } from './axisTicks';
import styles from './history.module.css';

/** Width of a label with its margin, in pixels. */
const LABEL_WIDTH = 64;
const WIDTH_WITHOUT_LAYOUT = 800;

/** Time axis below the strip, in the time zone of the browser. */
export function TimeAxis(props: { from: number; to: number }) {
  const { from, to } = props;
  const { t } = useMessages();
  const formats = useFormats();
  const { ref, width } = useContainerWidth();
  const pixels = Number.isFinite(width) ? width : WIDTH_WITHOUT_LAYOUT;
  const share = (time: number) => (time - from) / (to - from);
  // Labels are centred on their ticks, and the right end is reserved for "now".
  const ticks = axisTicks(from, to, Math.floor(pixels / LABEL_WIDTH)).filter(
    ({ time }) =>
      share(time) * pixels > LABEL_WIDTH / 2 &&
      (1 - share(time)) * pixels > LABEL_WIDTH,
  );
  return (
    <div className={styles.axis} ref={ref} aria-hidden>
      {ticks.map(tick => (
        <span
          key={tick.time}
          className={styles.tick}
          style={{ left: `${share(tick.time) * 100}%` }}
        >
          {formats.tick(tick)}
        </span>
      ))}
      <span className={styles.now}>{t('history.to')}</span>
    </div>
  );
}
