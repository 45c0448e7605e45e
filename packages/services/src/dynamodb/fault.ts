/** What DynamoDB refuses; thrown inside the service and answered at its door. */
export class TableFault extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

export function invalid(message: string): TableFault {
  return new TableFault('ValidationException', message);
}
