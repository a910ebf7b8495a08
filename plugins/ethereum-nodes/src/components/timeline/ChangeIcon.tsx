import type { NodeChangeKind } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import { Glyph } from '../../icons/Glyph';
import { box, cloud, commit, gear, restart } from '../../icons/glyphs';
import styles from './timeline.module.css';

const icons: Record<NodeChangeKind, string> = {
  version: cloud,
  image: box,
  revision: commit,
  configuration: gear,
  pod: restart,
  restart,
};

/** Decorative: the description of the change is beside it. */
export function ChangeIcon(props: { kind: NodeChangeKind }) {
  return (
    <span className={styles.icon} aria-hidden>
      <Glyph path={icons[props.kind]} size={16} />
    </span>
  );
}
