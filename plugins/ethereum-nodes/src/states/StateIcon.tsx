import type { NodeState } from '@nodeyard/ethereum';
import { Glyph } from '../icons/Glyph';
import * as glyphs from '../icons/glyphs';
import { toneOf } from './tone';
import styles from './tone.module.css';

/** A shape of its own per state, so that colour is never the only sign. */
const paths: Record<NodeState, string> = {
  WRONG_NETWORK: glyphs.alert,
  UNREACHABLE: glyphs.plug,
  WAITING_FOR_CL: glyphs.hourglass,
  STALLED: glyphs.pause,
  BEHIND: glyphs.clock,
  SYNCING: glyphs.cycle,
  NETWORK_STALL: glyphs.globe,
  UNKNOWN: glyphs.question,
  MAINTENANCE: glyphs.wrench,
  INDEXING: glyphs.layers,
  SYNCED: glyphs.check,
};

/** Decorative: always stands beside the state's words. */
export function StateIcon(props: { state: NodeState; size?: number }) {
  const { state, size = 18 } = props;
  return (
    <span
      className={`${styles.icon} ${styles[toneOf(state)]}`}
      data-testid={`state-icon-${state}`}
      aria-hidden
    >
      <Glyph path={paths[state]} size={size} />
    </span>
  );
}
