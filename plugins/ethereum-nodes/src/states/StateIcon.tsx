import type { NodeState } from '@nodeyard/ethereum';
import {
  RiAlertFill,
  RiCheckboxCircleFill,
  RiGlobalLine,
  RiHourglassFill,
  RiLoopLeftLine,
  RiPauseCircleFill,
  RiPlugLine,
  RiQuestionLine,
  RiStackFill,
  RiTimerLine,
  RiToolsFill,
} from '@remixicon/react';
import type { RemixiconComponentType } from '@remixicon/react';
import { toneOf } from './tone';
import styles from './tone.module.css';

/** A shape of its own per state, so that colour is never the only sign. */
const icons: Record<NodeState, RemixiconComponentType> = {
  WRONG_NETWORK: RiAlertFill,
  UNREACHABLE: RiPlugLine,
  WAITING_FOR_CL: RiHourglassFill,
  STALLED: RiPauseCircleFill,
  BEHIND: RiTimerLine,
  SYNCING: RiLoopLeftLine,
  NETWORK_STALL: RiGlobalLine,
  UNKNOWN: RiQuestionLine,
  MAINTENANCE: RiToolsFill,
  INDEXING: RiStackFill,
  SYNCED: RiCheckboxCircleFill,
};

/** Decorative: always stands beside the state's words. */
export function StateIcon(props: { state: NodeState; size?: number }) {
  const { state, size = 18 } = props;
  const Icon = icons[state];
  return (
    <span
      className={`${styles.icon} ${styles[toneOf(state)]}`}
      data-testid={`state-icon-${state}`}
      aria-hidden
    >
      <Icon size={size} />
    </span>
  );
}
