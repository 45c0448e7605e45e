/** What was told to the user in the present case: a limit that is told excuses the time it took. */
export const said: string[] = [];
