/** A template that cannot be rendered, with what is wrong. */
export class TemplateProblem extends Error {}
