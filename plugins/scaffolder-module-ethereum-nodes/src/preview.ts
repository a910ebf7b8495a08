import type { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import { PREVIEW_PATH, REQUEST_PATH } from '@nodeyard/blueprint/form';
import type {
  PresentRequest,
  RepositoryPreview,
} from '@nodeyard/blueprint/form';

/**
 * Asks the scaffolder's backend for the repository of answers.
 *
 * @param body - `{ answers }` as JSON
 * @throws ResponseError
 */
export async function fetchPreview(
  apis: { discoveryApi: DiscoveryApi; fetchApi: FetchApi },
  body: string,
  signal?: AbortSignal,
): Promise<RepositoryPreview> {
  const baseUrl = await apis.discoveryApi.getBaseUrl('scaffolder');
  const response = await apis.fetchApi.fetch(`${baseUrl}${PREVIEW_PATH}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
    signal,
  });
  if (!response.ok) throw await ResponseError.fromResponse(response);
  return response.json();
}

/**
 * Asks the scaffolder's backend for the request of the repository of an entity.
 *
 * @throws ResponseError
 */
export async function fetchPresentRequest(
  apis: { discoveryApi: DiscoveryApi; fetchApi: FetchApi },
  entityRef: string,
  signal?: AbortSignal,
): Promise<PresentRequest> {
  const baseUrl = await apis.discoveryApi.getBaseUrl('scaffolder');
  const query = new URLSearchParams({ entityRef });
  const response = await apis.fetchApi.fetch(
    `${baseUrl}${REQUEST_PATH}?${query}`,
    { signal },
  );
  if (!response.ok) throw await ResponseError.fromResponse(response);
  return response.json();
}

/** What an error of these routes means for the form, which works without an answer. */
export function previewFailure(
  error: Error,
): { status: 'absent' | 'denied' } | { status: 'failed'; reason: string } {
  if (!(error instanceof ResponseError)) {
    return { status: 'failed', reason: error.message };
  }
  if (error.statusCode === 404) return { status: 'absent' };
  if (error.statusCode === 403) return { status: 'denied' };
  // Of a refusal, the sentence of the backend: the error's own has the HTTP status only.
  const { message } = error.statusCode < 500 ? error.cause : error;
  return { status: 'failed', reason: message };
}
