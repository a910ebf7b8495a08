import { useState } from 'react';
import type { KeyboardEvent } from 'react';
import { useFormats } from '../../hooks/useFormats';
import { useMessages } from '../../hooks/useMessages';
import { stateEntry } from '../../states/stateTable';
import tones from '../../states/tone.module.css';
import styles from './history.module.css';
import { timePerState } from './stateSpans';
import type { StateSpan } from './stateSpans';

/** Index of the span that a key moves to. */
const moves: Record<string, (index: number, last: number) => number> = {
  ArrowLeft: index => Math.max(0, index - 1),
  ArrowRight: (index, last) => Math.min(last, index + 1),
  Home: () => 0,
  End: (_, last) => last,
};

/**
 * States over time. The strip is one tab stop: arrow keys move between spans, and the line below describes the selected one.
 * Worse states are taller, so that colour is not the only sign, and every span has a minimum width.
 */
export function StateStrip(props: { spans: StateSpan[]; title: string }) {
  const { spans, title } = props;
  const { t } = useMessages();
  const formats = useFormats();
  const [selected, setSelected] = useState<number>();
  const last = spans.length - 1;
  const current = Math.min(selected ?? last, last);
  const from = spans[0]?.from ?? 0;
  const to = spans[last]?.to ?? 0;
  const currentSpan = spans[current];
  const percent = (ms: number) => `${(ms / (to - from)) * 100}%`;
  const nameOf = (span: { state?: StateSpan['state'] }) =>
    span.state ? t(`state.${span.state}`) : t('history.noData');
  const describe = (span: StateSpan) =>
    t('history.span', {
      state: nameOf(span),
      from: formats.exact(span.from, to),
      to: formats.exact(span.to, to),
      duration: formats.seconds((span.to - span.from) / 1_000),
    });
  const parts = timePerState(spans).map(
    total => `${nameOf(total)} ${formats.seconds(total.ms / 1_000)}`,
  );

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    const next = move(current, last);
    setSelected(next);
    event.currentTarget
      .querySelectorAll<HTMLElement>('[role=option]')
      [next]?.focus();
  };

  return (
    <div>
      <div
        role="listbox"
        tabIndex={-1}
        aria-label={t('history.summary', { title, parts: parts.join(', ') })}
        aria-orientation="horizontal"
        className={styles.strip}
        onKeyDown={onKeyDown}
      >
        {spans.map((span, index) => {
          const tone = span.state ? stateEntry(span.state).tone : 'unknown';
          const label = describe(span);
          return (
            <div
              key={span.from}
              role="option"
              aria-selected={index === current}
              aria-label={label}
              title={label}
              tabIndex={index === current ? 0 : -1}
              className={[
                styles.span,
                tones[tone],
                styles[tone],
                span.state ? '' : styles.gap,
              ].join(' ')}
              style={{
                left: `min(${percent(span.from - from)}, 100% - 4px)`,
                width: percent(span.to - span.from),
              }}
              onFocus={() => setSelected(index)}
              onPointerEnter={() => setSelected(index)}
            />
          );
        })}
      </div>
      <p className={styles.chosen} aria-hidden>
        {currentSpan && describe(currentSpan)}
      </p>
    </div>
  );
}
