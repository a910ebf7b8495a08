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

/** Path of the route that reads the request of a repository, with the query `entityRef`. @public */
export const REQUEST_PATH = '/ethereum-nodes/request';

/** What the lock of a repository has. @public */
export interface PresentRequest {
  /** As YAML. */
  request: string;
  /** Release of the blueprint that wrote the repository. */
  version: string;
}
