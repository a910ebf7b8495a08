// Strokes on a square of 24 units.
const circle = 'M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z';

/** An exclamation mark in a triangle. */
export const alert = 'M12 4 2.5 20h19ZM12 10v4M12 17v.01';
export const arrowLeft = 'M20 12H4M11 5l-7 7 7 7';
export const check = `${circle}M8 12l3 3 5-6`;
export const clock = `${circle}M12 7v5l3 2`;
export const cross = `${circle}M9 9l6 6M15 9l-6 6`;
/** Two arrows that follow each other. */
export const cycle =
  'M4 11a8 8 0 0 1 14-4l2 2M20 4v5h-5M20 13a8 8 0 0 1-14 4l-2-2M4 20v-5h5';
export const download = 'M12 3v12M7 10l5 5 5-5M4 20h16';
export const filter = 'M4 6h16M7 12h10M10 18h4';
export const globe = `${circle}M3 12h18M12 3c4 5 4 13 0 18M12 3c-4 5-4 13 0 18`;
export const hourglass = 'M6 3h12L6 21h12Z';
export const layers = 'M12 3 3 8l9 5 9-5ZM3 12l9 5 9-5M3 16l9 5 9-5';
export const pause = `${circle}M10 9v6M14 9v6`;
export const plug = 'M8 3v5M16 3v5M5 8h14v3a7 7 0 0 1-14 0ZM12 18v3';
export const plus = 'M12 5v14M5 12h14';
export const question = `${circle}M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 17v.01`;
export const wrench =
  'M20 7a5 5 0 0 1-7 6l-7 7-3-3 7-7a5 5 0 0 1 6-7l-3 3 1 3 3 1Z';
