import { readFile } from 'node:fs/promises';
import { networkSchema, type Network } from '@nodeyard/ethereum';
import { errorMessage } from '../errorMessage';

/** The network, or why the file cannot be used. */
export type NetworkResult =
  | { ok: true; network: Network }
  | { ok: false; problem: string };

/** Reads the network that the node must be on from a JSON document of `networkSchema`. */
export async function readNetwork(file: string): Promise<NetworkResult> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    return problem(
      file,
      `cannot be read (${errorMessage(
        error,
      )}). Mount the network document there or name another file`,
    );
  }
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return problem(
      file,
      `is not JSON (${errorMessage(
        error,
      )}). Write it from files/networks/<name>.yaml, as JSON`,
    );
  }
  const parsed = networkSchema.safeParse(document);
  if (parsed.success) return { ok: true, network: parsed.data };
  const issues = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'document'}: ${message}`,
  );
  return problem(
    file,
    `is not a network document. Correct ${issues.join('; ')}`,
  );
}

function problem(file: string, reason: string): NetworkResult {
  return { ok: false, problem: `--network-file ${file} ${reason}.` };
}
