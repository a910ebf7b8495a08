/** A guest at the backend's HTTP API. */
export interface Backend {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
}

/** Signs in as a guest by HTTP, as the browser does. */
export async function signIn(): Promise<Backend> {
  const url = process.env.E2E_BACKEND_URL;
  const signedIn = await call<{ backstageIdentity: { token: string } }>(
    `${url}/api/auth/guest/refresh`,
    {
      method: 'POST',
    },
  );
  const headers = {
    authorization: `Bearer ${signedIn.backstageIdentity.token}`,
    'content-type': 'application/json',
  };
  return {
    get: path => call(`${url}/api/${path}`, { headers }),
    post: (path, body) =>
      call(`${url}/api/${path}`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      }),
  };
}

async function call<T>(url: string, init: RequestInit): Promise<T> {
  const response = await fetch(url, {
    ...init,
    signal: AbortSignal.timeout(10_000),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(
      `${init.method ?? 'GET'} ${url}: ${response.status} ${text.slice(
        0,
        300,
      )}`,
    );
  }
  return JSON.parse(text);
}
