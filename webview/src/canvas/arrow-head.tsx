/** The head of every edge, which takes the colour of its line. */
export function ArrowHead() {
  return (
    <svg className="defs" aria-hidden>
      <defs>
        <marker
          id="arrow"
          viewBox="0 0 10 10"
          refX="8.5"
          refY="5"
          markerWidth="9"
          markerHeight="9"
          markerUnits="userSpaceOnUse"
          orient="auto-start-reverse"
        >
          <path d="M 0.5 1 L 9.5 5 L 0.5 9 z" fill="context-stroke" />
        </marker>
      </defs>
    </svg>
  );
}
