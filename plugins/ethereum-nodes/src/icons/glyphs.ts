// SVG paths, stroked, on a viewBox of 24 x 24.
const CIRCLE = 'M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z';

/** An exclamation mark in a triangle. */
export const ALERT = 'M12 4 2.5 20h19ZM12 10v4M12 17v.01';
export const ARROW_LEFT = 'M20 12H4M11 5l-7 7 7 7';
export const BOX = 'M12 3 4 7v10l8 4 8-4V7ZM4 7l8 4 8-4M12 11v10';
export const CHECK = `${CIRCLE}M8 12l3 3 5-6`;
export const CLOCK = `${CIRCLE}M12 7v5l3 2`;
export const CLOUD =
  'M7 18a4 4 0 0 1 0-8 5 5 0 0 1 10-1 4 4 0 0 1 0 9M12 21v-8M9 15l3-3 3 3';
/** Git commit: a point on a line. */
export const COMMIT = 'M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0ZM2 12h6M16 12h6';
export const CROSS = `${CIRCLE}M9 9l6 6M15 9l-6 6`;
/** Two arrows that follow each other. */
export const CYCLE =
  'M4 11a8 8 0 0 1 14-4l2 2M20 4v5h-5M20 13a8 8 0 0 1-14 4l-2-2M4 20v-5h5';
export const DOWNLOAD = 'M12 3v12M7 10l5 5 5-5M4 20h16';
export const FILTER = 'M4 6h16M7 12h10M10 18h4';
export const GEAR =
  'M15 12a3 3 0 1 1-6 0 3 3 0 0 1 6 0ZM12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M5.6 18.4l2.2-2.2M16.2 7.8l2.2-2.2';
export const GLOBE = `${CIRCLE}M3 12h18M12 3c4 5 4 13 0 18M12 3c-4 5-4 13 0 18`;
export const HOURGLASS = 'M6 3h12L6 21h12Z';
export const LAYERS = 'M12 3 3 8l9 5 9-5ZM3 12l9 5 9-5M3 16l9 5 9-5';
export const PAUSE = `${CIRCLE}M10 9v6M14 9v6`;
export const PLUG = 'M8 3v5M16 3v5M5 8h14v3a7 7 0 0 1-14 0ZM12 18v3';
export const PLUS = 'M12 5v14M5 12h14';
export const QUESTION = `${CIRCLE}M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 17v.01`;
export const RESTART = 'M4 12a8 8 0 1 0 3-6M7 2v5h5';
export const WRENCH =
  'M20 7a5 5 0 0 1-7 6l-7 7-3-3 7-7a5 5 0 0 1 6-7l-3 3 1 3 3 1Z';
