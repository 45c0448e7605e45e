import { type ReactNode, useRef } from 'react';
import { useFocusTarget } from '../focus.ts';

interface Props {
  readonly className?: string;
  readonly children: ReactNode;
}

/** The part of a form whose first field takes the keyboard when fields are to be edited. */
export function FormBody({ className, children }: Props) {
  const body = useRef<HTMLDivElement>(null);
  useFocusTarget('form', () => {
    const first = body.current?.querySelector<HTMLElement>('input, textarea, select');
    first?.focus();
    if (first instanceof HTMLInputElement) first.select();
    return first instanceof HTMLElement;
  });
  return (
    <div ref={body} className={className}>
      {children}
    </div>
  );
}
