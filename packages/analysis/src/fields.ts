export const combiners = ['And', 'Or', 'Not'] as const;
/** Fields of a Choice rule besides operators and combiners. */
export const ruleFields = ['Next', 'Comment', 'Assign', 'Condition', 'Output', 'Variable'] as const;
