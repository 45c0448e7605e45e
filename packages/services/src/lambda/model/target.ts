/** The ARN of where something goes; an empty one takes it away. */
export function targetIn(arn: string | undefined): string | undefined {
  return arn === '' ? undefined : arn;
}
