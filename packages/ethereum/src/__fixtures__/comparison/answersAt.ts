import {
  answersOf,
  answersOfRow,
  DEVNET_GENESIS,
  readState,
  readTimeline,
  type Answers,
} from '../replay';
import type { Moment } from './moments';

/** Genesis of the chain that pair B's execution client was put on in one timeline. */
const OTHER_GENESIS =
  '0xe77f688fe70053f329b8c23ae86926d7170231bc378e001b254695e0189239e7';

/** What a pair answered at one moment, and when that was in milliseconds since the epoch. */
export function answersAt({ recording, line, consensusView }: Moment): {
  at: number;
  answers: Answers;
} {
  if (line !== undefined) {
    const row = readTimeline(recording)[line];
    if (!row) throw new Error(`${recording} has no line ${line}`);
    const genesis =
      recording === 'b_el_on_other_genesis' ? OTHER_GENESIS : DEVNET_GENESIS;
    return { at: Date.parse(row.at), answers: answersOfRow(row, genesis) };
  }
  const state = readState(recording);
  const view =
    consensusView === undefined ? undefined : readState(consensusView);
  return {
    at: Date.parse(state.at),
    answers: answersOf({ ...state, calls: { ...state.calls, ...view?.calls } }),
  };
}
