import { z } from 'zod';
import { failure, type Answer } from '../answer';
import { exchange, excerptOf, isSuccess, type Endpoint } from '../exchange';
import { validate } from '../validate';

const envelopeSchema = z.object({ data: z.unknown() });
const errorSchema = z.object({ message: z.string() });

/** A document of the Beacon API. Failures name its path. */
export interface BeaconDocument<T> {
  path: string;
  schema: z.ZodType<T>;
}

/**
 * Reads one document of the Beacon API and checks its `data`.
 * @param onReconnect - called if the connection was opened for this request
 */
export async function getBeacon<T>(
  endpoint: Endpoint,
  { path, schema }: BeaconDocument<T>,
  onReconnect?: () => void,
): Promise<Answer<T>> {
  const answer = await exchange(endpoint, {
    name: path,
    method: 'GET',
    path,
  });
  if (!answer.ok) {
    return answer;
  }
  const { status, json, excerpt, reconnected } = answer.value;
  if (reconnected) onReconnect?.();
  if (!isSuccess(status)) {
    const apiError = errorSchema.safeParse(json);
    return failure(
      'http',
      `${path}: HTTP ${status}${
        apiError.success ? `: ${excerptOf(apiError.data.message)}` : ''
      }`,
    );
  }
  const envelope = envelopeSchema.safeParse(json);
  if (!envelope.success || envelope.data.data === undefined) {
    return failure(
      'invalid-response',
      `${path}: expected an answer of the Beacon API, got "${excerpt}"`,
    );
  }
  return validate(schema, envelope.data.data, path);
}
