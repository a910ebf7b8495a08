import type { RequestHandler } from 'express';

/** What one caller may see is no other's, and is old in seconds: no browser and no proxy keeps an answer. */
export const preventCaching: RequestHandler = (_, response, next) => {
  response.set('Cache-Control', 'private, no-store');
  next();
};
