/** A branch that is proposed to be merged. */
export interface Proposal {
  branch: string;
  /** Branch that it is to be merged into. */
  base: string;
  title: string;
  /** Markdown. */
  description: string;
}

/** A repository of a team, wherever it is kept. */
export interface GitRepository {
  /** How people know it, without credentials. */
  readonly name: string;
  /**
   * Finds the default branch, before anything is written.
   * @throws NotAllowedError where nothing may be pushed, ConflictError where the repository is archived or empty
   */
  inspect(): Promise<{ defaultBranch: string }>;
  /** Content of a file of the newest commit of a branch; undefined where there is none. */
  read(branch: string, path: string): Promise<Uint8Array | undefined>;
  /** Checks the branch out into an empty folder, with its history. */
  clone(directory: string, branch: string): Promise<void>;
  /** Fetches a branch to `refs/remotes/origin/`; false where there is none. */
  fetch(directory: string, branch: string): Promise<boolean>;
  /** Pushes a branch of the checkout that the remote does not have. */
  push(directory: string, branch: string): Promise<void>;
  /** Opens a pull request, or finds the open one of the branch. Undefined where the host has none. */
  propose(
    proposal: Proposal,
  ): Promise<{ url: string; isNew: boolean } | undefined>;
}
