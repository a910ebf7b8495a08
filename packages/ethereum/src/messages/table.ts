import type { NodeState } from '../health/verdict';
import type { Message, MessageValue } from './message';

/** Kinds of parameters and their types. @public */
export interface ParameterKinds {
  /** ISO 8601, UTC. */
  instant: string;
  /** ISO 8601, UTC; only the day is shown. */
  day: string;
  /** A calendar date in any time zone: `2026-10-26`. */
  date: string;
  /** A duration in seconds. */
  seconds: number;
  bytes: number;
  /** Number of a block, slot, epoch or chain, or of nodes: without separators, as in explorers and logs. */
  number: number;
  /** A figure with one decimal. */
  rate: number;
  layer: 'execution' | 'consensus';
  state: NodeState;
  /** A name, an address, text of a client: never translated. */
  text: string;
  message: Message;
  /** Sentences one after the other. */
  messages: Message[];
}
/** @public */
export type ParameterKind = keyof ParameterKinds;

/** One sentence of a table: its English with `{{name}}` for each parameter, and the kinds of these. @public */
export interface MessageEntry {
  english: string;
  /** The sentence without the head and its age, for lists that show these in columns; may be empty. */
  besideHead?: string;
  params: Readonly<Record<string, ParameterKind>>;
}
/** @public */
export type MessageTable = Readonly<Record<string, MessageEntry>>;

/** @public */
export type ParametersOf<Entry extends MessageEntry> = {
  [Name in keyof Entry['params']]: ParameterKinds[Entry['params'][Name]];
};

/** Keeps the codes and kinds of a table as literal types. @public */
export function messageTable<const Table extends MessageTable>(
  table: Table,
): Table {
  return table;
}

/** Returns a function that creates messages of a table. Unknown codes and parameters do not compile. @public */
export function createMessageFactory<Table extends MessageTable>(_: Table) {
  return <Code extends keyof Table & string>(
    code: Code,
    params: ParametersOf<Table[Code]>,
  ): Message => ({ code, params: params as Record<string, MessageValue> });
}
