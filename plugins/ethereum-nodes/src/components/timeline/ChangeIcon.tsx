import type { NodeChangeKind } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { Glyph } from '../../icons/Glyph';
import { BOX, CLOUD, COMMIT, GEAR, RESTART } from '../../icons/glyphs';
import styles from './timeline.module.css';

const icons: Record<NodeChangeKind, string> = {
  version: CLOUD,
  image: BOX,
  revision: COMMIT,
  configuration: GEAR,
  pod: RESTART,
  restart: RESTART,
};

/** Decorative: the description of the change is beside it. */
export function ChangeIcon(props: { kind: NodeChangeKind }) {
  return (
    <span className={styles.icon} aria-hidden>
      <Glyph path={icons[props.kind]} size={16} />
    </span>
  );
}
