/** Progress of an operation. @public */
export interface Progress {
  phase: 'scan' | 'read' | 'fetch' | 'finish' | 'verify';
  doneBytes: number;
  totalBytes: number;
}

/** @public */
export type OnProgress = (progress: Progress) => void;
