import type { RequestHandler } from 'express';

/** Responses depend on the caller's permissions and are outdated within seconds: neither browsers nor proxies may cache them. */
export const preventCaching: RequestHandler = (_, response, next) => {
  response.set('Cache-Control', 'private, no-store');
  next();
};
