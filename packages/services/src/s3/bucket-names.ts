/** Names of buckets. Source: "General purpose bucket naming rules". */
const forbiddenPrefixes = ['xn--', 'sthree-', 'amzn-s3-demo-'] as const;
const forbiddenSuffixes = ['-s3alias', '--ol-s3', '.mrap', '--x-s3', '--table-s3'] as const;

export function isBucketName(name: string): boolean {
  return (
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name) &&
    !name.includes('..') &&
    !/^\d+\.\d+\.\d+\.\d+$/.test(name) &&
    !forbiddenPrefixes.some((prefix) => name.startsWith(prefix)) &&
    !forbiddenSuffixes.some((suffix) => name.endsWith(suffix))
  );
}
