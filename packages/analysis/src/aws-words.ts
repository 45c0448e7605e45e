/** What AWS's validator says of a kind of fault, in the words that ValidateStateMachineDefinition has. */
export const awsWords = {
  /** Several of the fields that exclude each other are there. */
  onlyOne: (names: readonly string[]): string =>
    `There should only be one of the following fields: [${names.join(', ')}]`,
  /** None of the fields that exclude each other is there. */
  exactlyOne: (names: readonly string[]): string =>
    `This object should have only one of the following fields: [${names.join(', ')}]`,
  /** A value outside of an enumeration; of another type than text it is told so. */
  oneOf: (values: readonly string[], { kind }: { readonly kind: string }): string =>
    kind === 'string'
      ? `Value should be one of the following: [${values.join(', ')}]`
      : 'Expected value of type [STRING]',
  unsupported: (name: string): string => `Field '${name}' is not supported`,
};
