import { fleetMessages } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { MessageEntry, MessageTable } from '@nodeyard/ethereum';

type English<Table extends MessageTable> = {
  readonly [Code in keyof Table]: Table[Code]['english'];
};

/** Codes of sentences that say less where the head and its age stand beside them. */
type BesideHead<Table extends MessageTable> = {
  readonly [Code in keyof Table as Table[Code] extends {
    besideHead: `${infer First}${string}`;
  }
    ? First extends ''
      ? never
      : Code
    : never]: Table[Code] extends { besideHead: infer Words extends string }
    ? Words
    : never;
};

function pick(
  wordsOf: (entry: MessageEntry) => string | undefined,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries<MessageEntry>(fleetMessages).flatMap(([code, entry]) => {
      const words = wordsOf(entry);
      return words ? [[code, words]] : [];
    }),
  );
}

/** The English of everything that the backend says: the same as in logs, out of the same table. */
export const saidMessages = pick(({ english }) => english) as English<
  typeof fleetMessages
>;

/** The same, beside the head. */
export const besideMessages = pick(
  ({ besideHead }) => besideHead,
) as BesideHead<typeof fleetMessages>;
