import type { FieldRow } from './fields.ts';

interface Props {
  readonly label: string;
  readonly groups: readonly { readonly title: string; readonly rows: readonly FieldRow[] }[];
  readonly disabled: boolean;
  readonly onAdd: (row: FieldRow) => void;
}

/** Adds a field that the state can have and has not, with a value to start from. */
export function AddField({ label, groups, disabled, onAdd }: Props) {
  const all = groups.flatMap(({ rows }) => rows);
  if (all.length === 0) return null;
  return (
    <select
      className="add"
      aria-label={label}
      value=""
      disabled={disabled}
      onChange={({ target }) => {
        const row = all.find(({ name }) => name === target.value);
        if (row) onAdd(row);
      }}
    >
      <option value="">+ Add a field…</option>
      {groups.map(({ title, rows }) => (
        <optgroup key={title} label={title}>
          {rows.map(({ name, hint }) => (
            <option key={name} value={name} title={hint}>
              {name}
            </option>
          ))}
        </optgroup>
      ))}
    </select>
  );
}
