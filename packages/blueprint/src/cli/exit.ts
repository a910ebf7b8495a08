/** Exit codes of every command. @public */
export const exitCodes = { done: 0, broken: 1, usage: 2, refused: 3 } as const;

/** A command that was called wrongly: the message says how to call it. */
export class UsageError extends Error {}

/** How a command hands its exit code back. */
export type Finish = (code: number) => void;
