/** The text of elkjs's worker script; the build resolves it. */
declare module 'elk-worker:text' {
  const text: string;
  export default text;
}

declare module '*.css';
