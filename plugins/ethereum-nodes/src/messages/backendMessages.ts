import { fleetMessages } from '@nodeyard/backstage-plugin-ethereum-nodes-common';
import type { MessageEntry, MessageTable } from '@nodeyard/ethereum';

type English<Table extends MessageTable> = {
  readonly [Code in keyof Table]: Table[Code]['english'];
};

/** Codes whose message has a shorter text for places that already show the head and its age. */
type BesideHead<Table extends MessageTable> = {
  readonly [Code in keyof Table as Table[Code] extends {
    besideHead: `${infer First}${string}`;
  }
    ? First extends ''
      ? never
      : Code
    : never]: Table[Code] extends { besideHead: infer Text extends string }
    ? Text
    : never;
};

function pick(
  textOf: (entry: MessageEntry) => string | undefined,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries<MessageEntry>(fleetMessages).flatMap(([code, entry]) => {
      const text = textOf(entry);
      return text ? [[code, text]] : [];
    }),
  );
}

/** English text of every message code of the backend, from the table that its logs use. */
export const backendMessages = pick(({ english }) => english) as English<
  typeof fleetMessages
>;

/** Shorter texts for places that already show the head and its age. */
export const backendMessagesBesideHead = pick(
  ({ besideHead }) => besideHead,
) as BesideHead<typeof fleetMessages>;
