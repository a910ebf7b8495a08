export interface Config {
  scaffolder?: {
    ethereumNodes?: {
      /** The template "Create Ethereum Node" in the catalog. */
      template?: {
        /**
         * Whether the module brings the template into the catalog, with the hosts that this Backstage can publish to. False
         * where a catalog location registers it. Default: true
         */
        enabled?: boolean;
        /** Reference of the group or the user that owns it, such as `group:default/platform`. Default: it has no owner. */
        owner?: string;
      };
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
