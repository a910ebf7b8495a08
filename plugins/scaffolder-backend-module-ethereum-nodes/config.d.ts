export interface Config {
  scaffolder?: {
    ethereumNodes?: {
      /**
       * Repositories in a folder of the backend's machine instead of a Git host, for development. Without it the action
       * `ethereum:publish:local` refuses to run.
       */
      localRepositories?: {
        /**
         * Folder of the repositories: `<name>.git` is one, `<name>` a copy that is checked out. Relative paths start
         * where the backend runs. A catalog location of type `file` with the target `<directory>/<any>/catalog-info.yaml`,
         * with an asterisk for `<any>`, picks up what is published.
         */
        directory: string;
      };
    };
  };
}
