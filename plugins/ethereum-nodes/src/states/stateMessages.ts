import type { NodeState } from '@nodeyard/ethereum';

/** Messages about a node state in one language. */
export interface StateMessages {
  label: string;
  /** State of a node in one sentence, by variant: the suffix of the key of the message. */
  sentences: Readonly<Record<string, string>>;
  meaning: string;
  /** Runbook, one step per line. */
  steps: string;
}

type Table = Readonly<Record<NodeState, StateMessages>>;

/** Key and text of every sentence, as a union of pairs. */
type SentencePairs<T extends Table> = {
  [S in NodeState]: {
    [V in keyof T[S]['sentences'] & string]: [`${S}${V}`, T[S]['sentences'][V]];
  }[keyof T[S]['sentences'] & string];
}[NodeState];

/** Messages of all states under the keys of the translation: `state`, `sentence` and `runbook`. */
export interface MessagesOfStates<T extends Table> {
  state: { readonly [S in NodeState]: T[S]['label'] };
  sentence: { readonly [P in SentencePairs<T> as P[0]]: P[1] };
  runbook: {
    readonly [S in NodeState]: {
      readonly meaning: T[S]['meaning'];
      readonly steps: T[S]['steps'];
    };
  };
}

/** Messages of a table of states under the keys of the translation. */
export function messagesOfStates<const T extends Table>(
  table: T,
): MessagesOfStates<T> {
  const rows = Object.entries<StateMessages>(table);
  return {
    state: Object.fromEntries(rows.map(([state, { label }]) => [state, label])),
    sentence: Object.fromEntries(
      rows.flatMap(([state, { sentences }]) =>
        Object.entries(sentences).map(([variant, text]) => [
          `${state}${variant}`,
          text,
        ]),
      ),
    ),
    runbook: Object.fromEntries(
      rows.map(([state, { meaning, steps }]) => [state, { meaning, steps }]),
    ),
    // The keys of an object from entries are not inferred.
  } as MessagesOfStates<T>;
}
