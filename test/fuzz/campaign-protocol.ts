/** What a process of a campaign tells of its cases. */
export type FromCampaign =
  | { readonly kind: 'begin'; readonly seed: number; readonly about: string }
  | {
      readonly kind: 'end';
      /** Processor milliseconds that what took longest in the case kept its thread. */
      readonly busy: number;
      /** Whether a limit has ended it, with words. */
      readonly isLimited: boolean;
      /** Bytes that the process holds more than when it had warmed up. */
      readonly growth: number;
      readonly failure: string | undefined;
    };

/** Every door at which something comes in. */
export const campaignNames = [
  'documents',
  'machines',
  'worlds',
  'scenarios',
  'expressions',
  'services',
  'language-server',
  'debug-adapter',
  'ports',
] as const;

export type CampaignName = (typeof campaignNames)[number];
