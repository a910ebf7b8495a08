/** Purposes of the commands that the runbook of a node offers; each has a message `next.purpose.<purpose>`. */
export type CommandPurpose =
  | 'verdict'
  | 'pod'
  | 'pods'
  | 'executionLog'
  | 'executionCrashLog'
  | 'consensusLog'
  | 'labels'
  | 'use'
  | 'chain'
  | 'head';
