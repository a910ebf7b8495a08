export interface Config {
  scaffolder?: {
    ethereumNodes?: {
      /**
       * What the platform pays, as `monitoring.cost.prices` of the chart's values has it. With it the form says what a request
       * costs.
       * @deepVisibility frontend
       */
      prices?: {
        /** Month in which they were looked up, such as 2026-11. */
        asOf: string;
        /** Currency of all amounts, as in ISO 4217. */
        currency: string;
        /** Of a core that is requested, per hour. */
        cpuHour: number;
        /** Of a GiB of memory that is requested, per hour. */
        memoryGibHour: number;
        /** Of a GiB of a volume per month, by storage class; `default` for all others. */
        storageGibMonth: { default: number; [storageClass: string]: number };
      };
    };
  };
}
