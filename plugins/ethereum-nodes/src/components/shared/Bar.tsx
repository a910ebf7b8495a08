import type { Tone } from '../../states/stateTable';
import tones from '../../states/tone.module.css';
import styles from './Bar.module.css';

/** Progress bar. */
export function Bar(props: {
  share: number;
  label: string;
  valueText: string;
  tone: Tone;
}) {
  const { share, label, valueText, tone } = props;
  const percent = Math.min(100, Math.max(0, share * 100));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(percent)}
      aria-valuetext={valueText}
      className={`${styles.track} ${tones[tone]}`}
    >
      <div className={styles.fill} style={{ width: `${percent}%` }} />
    </div>
  );
}
