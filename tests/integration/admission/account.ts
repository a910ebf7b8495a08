import { request } from 'node:https';
import { z } from 'zod';
import { authority, kubectl, server } from '../cluster';

const statusSchema = z.looseObject({
  message: z.string().optional(),
  details: z
    .object({
      causes: z.array(z.object({ message: z.string().optional() })).optional(),
    })
    .optional(),
});

/** Answer of the API server to a request, with all reasons. */
export interface Answer {
  status: number;
  reasons: string[];
}

/** A ServiceAccount, by its own token. */
export class Account {
  private constructor(private readonly token: string) {}

  static async of(namespace: string, name: string): Promise<Account> {
    const token = ['create', 'token', name, '--duration=10m'];
    return new Account(await kubectl('--namespace', namespace, ...token));
  }

  /** Without an effect: admission is asked all the same. */
  create(path: string, object: object): Promise<Answer> {
    return this.ask('POST', path, 'application/json', object);
  }

  /** Without an effect, as a JSON merge patch. */
  patch(path: string, change: object): Promise<Answer> {
    return this.ask('PATCH', path, 'application/merge-patch+json', change);
  }

  private ask(
    method: string,
    path: string,
    content: string,
    body: object,
  ): Promise<Answer> {
    const text = Buffer.from(JSON.stringify(body));
    const options = {
      ...{ method, ca: Buffer.from(authority, 'base64'), timeout: 10_000 },
      headers: {
        authorization: `Bearer ${this.token}`,
        'content-type': content,
        'content-length': text.length,
      },
    };
    return new Promise((resolve, reject) => {
      const url = new URL(`${path}?dryRun=All`, server);
      const call = request(url, options, response => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const { message, details } = statusSchema.parse(
            JSON.parse(Buffer.concat(chunks).toString()),
          );
          const causes = details?.causes ?? [];
          const messages = [message, ...causes.map(cause => cause.message)];
          resolve({
            status: response.statusCode ?? 0,
            reasons: messages.filter(one => one !== undefined),
          });
        });
      });
      call.on('timeout', () => call.destroy(new Error('no answer in 10 s')));
      call.on('error', reject);
      call.end(text);
    });
  }
}
