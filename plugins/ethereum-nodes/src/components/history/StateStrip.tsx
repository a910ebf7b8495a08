import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { toneOf } from '../../states/tone';
import type { Tone } from '../../states/tone';
import tones from '../../states/tone.module.css';
import styles from './history.module.css';
import { timePerState } from './stateSpans';
import type { StateSpan } from './stateSpans';

const width = 1_000;
const height = 28;

/** Worse states stand taller, so that the strip reads without colour. */
const heights: Record<Tone, number> = {
  good: 12,
  busy: 18,
  warning: 22,
  bad: 28,
  unknown: 6,
};

/** States over time. The text alternative says how long the node was in each; hovering a span says when. */
export function StateStrip(props: { spans: StateSpan[]; title: string }) {
  const { spans, title } = props;
  const { t } = useMessages();
  const formats = useFormats();
  const from = spans[0].from;
  const to = spans[spans.length - 1].to;
  const x = (time: number) => ((time - from) / (to - from)) * width;
  const nameOf = (span: { state?: StateSpan['state'] }) =>
    span.state ? t(`state.${span.state}`) : t('history.noData');
  const parts = timePerState(spans).map(
    total => `${nameOf(total)} ${formats.seconds(total.ms / 1_000)}`,
  );

  return (
    <svg
      role="img"
      aria-label={t('history.summary', { title, parts: parts.join(', ') })}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className={styles.strip}
    >
      {spans.map(span => {
        const tone = span.state ? toneOf(span.state) : 'unknown';
        return (
          <rect
            key={span.from}
            className={`${tones[tone]} ${
              span.state ? styles.span : styles.gap
            }`}
            x={x(span.from)}
            y={height - heights[tone]}
            width={Math.max(1, x(span.to) - x(span.from))}
            height={heights[tone]}
          >
            <title>
              {t('history.span', {
                state: nameOf(span),
                from: formats.since(new Date(span.from), to),
                to: formats.since(new Date(span.to), to),
                duration: formats.seconds((span.to - span.from) / 1_000),
              })}
            </title>
          </rect>
        );
      })}
    </svg>
  );
}
