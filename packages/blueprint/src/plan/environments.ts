import { requestMessage } from '../messages/requestMessages';
import { problemOf } from '../problem';
import type { Problem } from '../problem';
import type { RequestDraft } from '../request/draft';

/** Each environment is one file, so each can be named once. */
export function environmentProblems({ environments }: RequestDraft): Problem[] {
  return environments.flatMap((name, index) =>
    name !== undefined && environments.indexOf(name) < index
      ? [
          problemOf({
            path: `environments[${index}]`,
            value: name,
            reason: requestMessage('named-twice', {}),
            fix: requestMessage('remove-one', {}),
          }),
        ]
      : [],
  );
}
