/** Path of the route that previews a repository, below the base URL of the scaffolder. @public */
export const PREVIEW_PATH = '/ethereum-nodes/preview';

/** Repository that answers of the form would make. @public */
export interface RepositoryPreview {
  /** In the order of their paths. */
  files: { path: string; bytes: number }[];
  /** Whether the target host has a repository of this name; `unknown` where the host does not say. */
  repository:
    | { state: 'free' }
    | { state: 'unknown' }
    | {
        state: 'taken';
        /** Page of the repository, where the host has pages. */
        url?: string;
      };
}
