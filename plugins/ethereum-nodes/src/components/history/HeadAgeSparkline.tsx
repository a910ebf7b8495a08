import type { HistoryPoint } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { linePath } from './linePath';
import styles from './history.module.css';

const WIDTH = 1_000;
const HEIGHT = 48;

/** Head age over time, on a logarithmic scale that fits both seconds and hours. */
export function HeadAgeSparkline(props: {
  points: HistoryPoint[];
  title: string;
  from: number;
  to: number;
  joinWithinMs: number;
}) {
  const { points, title, from, to, joinWithinMs } = props;
  const { t } = useMessages();
  const formats = useFormats();
  const ages = points.flatMap(({ at, headAgeSeconds }) => {
    const time = Date.parse(at);
    return headAgeSeconds === undefined || time < from || time > to
      ? []
      : [{ time, seconds: headAgeSeconds }];
  });
  const newest = ages.at(-1);
  if (newest === undefined || ages.length < 2) {
    return null;
  }
  const maxSeconds = Math.max(...ages.map(({ seconds }) => seconds));
  const max = formats.seconds(maxSeconds);
  const now = formats.seconds(newest.seconds);
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        {t('history.headAge', { max })}
      </figcaption>
      <svg
        role="img"
        aria-label={t('history.headAgeNow', { title, max, now })}
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className={styles.sparkline}
      >
        <path
          d={linePath(ages, {
            from,
            to,
            maxSeconds,
            width: WIDTH,
            height: HEIGHT,
            joinWithinMs,
          })}
          className={styles.line}
        />
      </svg>
    </figure>
  );
}
