import type { FormFigure } from '@nodeyard/blueprint/form';
import styles from './Figures.module.css';

/** Figures side by side, as many as there is room for. Of spans, because a label may contain no list. */
export function Figures(props: { figures: readonly FormFigure[] }) {
  return (
    <span className={styles.figures}>
      {props.figures.map(({ title, text }) => (
        <span key={title} className={styles.figure}>
          <span className={styles.title}>{title}: </span>
          <span>{text}</span>
          <span className={styles.separator}>; </span>
        </span>
      ))}
    </span>
  );
}
