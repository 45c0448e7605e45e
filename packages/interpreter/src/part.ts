/** Some fields of an immutable record, which are kept together and shared while none of them changes. */
export interface Fields<Whole, Name extends keyof Whole> {
  readonly names: readonly Name[];
  /** These fields of the record: one of the parts, where it has the same, else a new one. */
  share(
    whole: Whole,
    first: Pick<Whole, Name> | undefined,
    second?: Pick<Whole, Name>,
  ): Pick<Whole, Name>;
}

/** What a table of fields keeps. */
export type Part<Table> = Table extends Fields<infer Whole, infer Name> ? Pick<Whole, Name> : never;

/** A table of some of a record's fields, those first that change most often. */
export function fieldsOf<Whole extends object>() {
  return <Name extends keyof Whole & string>(...names: readonly Name[]): Fields<Whole, Name> => {
    const isSame = (part: Pick<Whole, Name>, whole: Whole): boolean => {
      for (const name of names) if (part[name] !== whole[name]) return false;
      return true;
    };
    return {
      names,
      share(whole, first, second) {
        if (first && isSame(first, whole)) return first;
        if (second && isSame(second, whole)) return second;
        return partOf(whole, names);
      },
    };
  };
}

function partOf<Whole extends object, Name extends keyof Whole & string>(
  whole: Whole,
  names: readonly Name[],
): Pick<Whole, Name> {
  const part: Partial<Pick<Whole, Name>> = {};
  for (const name of names) part[name] = whole[name];
  return part as Pick<Whole, Name>;
}
