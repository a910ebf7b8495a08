/** Options of `EthereumNodePlan` in a template. @public */
export type PlanOptions = {
  /** Keys of the questions that are judged on a step before the last. */
  asks?: string[];
};

/** Options of `EthereumClientPicker` in a template. @public */
export type ClientPickerOptions = {
  /** Which clients it offers. */
  layer?: 'execution' | 'consensus';
};
