export function isEmpty(value: object): boolean {
  return Object.keys(value).length === 0;
}
